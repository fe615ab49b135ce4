"use strict";
// Styles every line and shape for the state at hand; creates nothing but the numbers of a chosen run.
(() => {
  const { data, state } = CC;
  const trouble = data.scales.trouble;
  const quiet = data.scales.quiet;
  let numbers = null;

  const sizeAt = (zoom) => (zoom < 5.5 ? 3.2 : zoom < 7 ? 4.5 : zoom < 9 ? 6 : zoom < 11 ? 7.5 : 9);

  const lineLook = (run, leg) => {
    const base = { color: run.colour, dashArray: run.dash || null, weight: run.kind === "transfer" ? 4 : 2.6, opacity: 0.9 };
    if (state.view === "routes" || (state.view === "change" && state.day >= 0)) return base;
    if (state.view === "cold" && leg.margin !== null) {
      return { ...base, color: CC.colourOf("cold", leg.margin), weight: 3.2, dashArray: null };
    }
    return { ...base, color: quiet, weight: 1.3, opacity: 0.7 };
  };

  const styleLine = (layer) => {
    const { run: number, leg } = layer.feature.properties;
    const run = data.runs[number];
    if (!CC.visible(number)) return { opacity: 0, weight: 0 };
    const look = lineLook(run, run.legs[leg]);
    if (state.run === number) return { ...look, color: state.view === "cold" ? look.color : run.colour, weight: 5, opacity: 1 };
    if (state.run !== null || state.focus) return { ...look, opacity: 0.16 };
    return look;
  };

  const inTrouble = (centre) => centre.status === "unserved" || centre.lacks >= data.scales.short_share;

  const styleCentre = (layer, size) => {
    const centre = layer.feature.properties;
    const visits = (CC.visits.get(centre.id) || []).filter(([number]) => CC.visible(number));
    const onRun = visits.some(([number]) => number === state.run);
    const faded = (state.run !== null && !onRun) || (state.focus && !state.focus.has(centre.id));
    const look = { radius: size, shape: "circle", dot: null, fillOpacity: 1, opacity: 1, fill: true, stroke: true, ...CC.outline(centre.confidence) };
    if (state.view === "routes") look.fillColor = visits.length ? "#ffffff" : "#d5d9db";
    else if (state.view === "network") look.fillColor = "#8fd0c8";
    else if (state.view === "change") Object.assign(look, CC.changeLook(CC.changeOf(centre.id)), { color: "#263238", weight: 1, dashArray: null });
    else look.fillColor = CC.colourOf(state.view, CC.valueOf(state.view, centre, visits));
    if (state.view === "routes" && visits.length) Object.assign(look, { color: "#263238", weight: 2, dashArray: null });
    if (!visits.length && (state.view === "routes" || state.view === "cold")) Object.assign(look, { radius: size * 0.6, weight: 0.6 });
    if (state.view === "change") {
      if (CC.changeOf(centre.id) === "same") Object.assign(look, { radius: size * 0.6, weight: 0.6 });
      else Object.assign(look, { radius: size + 1.5 });
    } else if (centre.status === "unserved") {
      Object.assign(look, { shape: "cross", fillColor: trouble, color: "#ffffff", weight: 1.2, dashArray: null, radius: size + 4 });
    } else if (state.view === "cover" && inTrouble(centre)) {
      Object.assign(look, { color: trouble, weight: 2.6, dashArray: null, radius: size + 2 });
    } else if (state.view === "cover" && (centre.findings || []).some((finding) => finding.kind === "late")) {
      look.dot = trouble;
    }
    if (faded) Object.assign(look, { opacity: 0.25, fillOpacity: 0.2 });
    return look;
  };

  const styleSite = (layer, size) => ({
    radius: size + (layer.feature.properties.kind === "hub" ? 3.5 : 2),
    fillColor: layer.feature.properties.kind === "gateway" ? "#546e7a" : "#263238",
    color: "#ffffff", weight: 1.4, fillOpacity: 1, opacity: 1, fill: true, stroke: true,
  });

  const styleLane = (layer) => ({
    color: "#0b5563", weight: 1.8, opacity: 0.7, dashArray: { road: null, air: "1 7", ferry: "8 6" }[layer.feature.properties.mode],
  });

  // The ways of the earlier plan, under those of this one.
  const styleEarlier = (layer) => {
    const { t0, t1 } = layer.feature.properties;
    const shown = state.view === "change" && state.day >= 0 && t0 < (state.day + 1) * 86400 && t1 > state.day * 86400;
    return { color: "#546e7a", weight: shown ? 4 : 0, opacity: shown ? 0.45 : 0, dashArray: "3 7" };
  };

  CC.latlngOf = (id) => CC.points.get(id).getLatLng();

  const writeNumbers = () => {
    numbers.clearLayers();
    if (state.run === null || !CC.visible(state.run)) return;
    data.runs[state.run].stops.forEach((stop, index) => {
      const icon = L.divIcon({ className: "number", html: CC.node("span", "", String(index + 1)), iconSize: [20, 20], iconAnchor: [-4, 24] });
      numbers.addLayer(L.marker(CC.latlngOf(stop.centre), { icon, interactive: false, keyboard: false }));
    });
  };

  CC.draw = () => {
    const size = sizeAt(CC.map.getZoom());
    CC.layers.runs.eachLayer((layer) => layer.setStyle(styleLine(layer)));
    CC.layers.centres.eachLayer((layer) => layer.setStyle(styleCentre(layer, size)));
    CC.layers.sites.eachLayer((layer) => layer.setStyle(styleSite(layer, size)));
    if (CC.layers.lanes) CC.layers.lanes.eachLayer((layer) => layer.setStyle(styleLane(layer)));
    if (CC.layers.before) CC.layers.before.eachLayer((layer) => layer.setStyle(styleEarlier(layer)));
    const troubled = CC.layers.centres.getLayers().filter((layer) => layer._map && inTrouble(layer.feature.properties));
    troubled.forEach((layer) => layer.bringToFront());
    CC.arrangeNames(troubled);
    writeNumbers();
  };

  CC.indexPoints = () => {
    CC.points = new Map();
    ["centres", "sites"].forEach((key) => CC.layers[key].eachLayer((l) => CC.points.set(l.feature.properties.id, l)));
    CC.startNames();
    CC.lines = data.runs.map(() => []);
    CC.layers.runs.eachLayer((l) => { CC.lines[l.feature.properties.run][l.feature.properties.leg] = l; });
    numbers = L.layerGroup().addTo(CC.map);
  };

  CC.nameOf = (id) => CC.points.get(id).feature.properties.name;

  // The open legend covers a corner: what the reader asked for is shown beside it.
  CC.besideLegend = () => {
    const legend = document.getElementById("legend");
    return innerWidth >= 720 && legend.classList.contains("open") ? legend.offsetWidth + 20 : 20;
  };
  CC.frame = (bounds, maxZoom) => CC.map.flyToBounds(bounds.pad(0.1), {
    duration: 0.6, maxZoom, paddingTopLeft: [CC.besideLegend(), 20], paddingBottomRight: [60, 20],
  });

  CC.fly = (id) => {
    CC.map.closePopup();
    CC.map.once("moveend", () => CC.openPopup(id));
    CC.map.flyTo(CC.latlngOf(id), Math.max(CC.map.getZoom(), 10), { duration: 0.6 });
  };

  CC.choose = (number) => {
    const run = data.runs[number];
    const day = CC.onDay(run, state.day) ? state.day : CC.dayOf(run.depart);
    state.hidden.delete(number);
    CC.set({ run: number, day, time: Math.max(0, run.depart - Math.max(0, day) * 86400), focus: null, list: "runs" });
    const ends = run.stops.map((stop) => stop.centre).concat(run.depot, run.to || []);
    CC.frame(L.latLngBounds(ends.map(CC.latlngOf)), 12);
  };
})();
