"use strict";
// Where every vehicle is at the clock's time: along its road, or at the place where it stands.
(() => {
  const { data, state } = CC;
  const markers = new Map();

  // Length along each line in pixels of zoom 12: even speed over the ground, whatever the zoom.
  const measured = new Map();
  const measure = (line) => {
    if (!measured.has(line)) {
      const points = line.getLatLngs();
      const metres = [0];
      for (let i = 1; i < points.length; i += 1) metres.push(metres[i - 1] + points[i - 1].distanceTo(points[i]));
      measured.set(line, { points, metres });
    }
    return measured.get(line);
  };

  const along = (line, share) => {
    const { points, metres } = measure(line);
    const target = share * metres[metres.length - 1];
    let i = 1;
    while (i < metres.length - 1 && metres[i] < target) i += 1;
    const part = metres[i] > metres[i - 1] ? (target - metres[i - 1]) / (metres[i] - metres[i - 1]) : 0;
    const [a, b] = [points[i - 1], points[i]];
    return L.latLng(a.lat + (b.lat - a.lat) * part, a.lng + (b.lng - a.lng) * part);
  };

  const rested = (run, leg, until) => run.pauses
    .filter((pause) => pause.road && pause.t0 >= leg.t0 && pause.t1 <= leg.t1)
    .reduce((sum, pause) => sum + Math.max(0, Math.min(until, pause.t1) - pause.t0), 0);

  CC.whereIs = (number, now) => {
    const run = data.runs[number];
    if (now < run.load || now > run.end) return null;
    const lines = CC.lines[number];
    if (now <= run.legs[0].t0) return along(lines[0], 0);
    const index = run.legs.findLastIndex((leg) => leg.t0 <= now);
    const leg = run.legs[index];
    const moving = leg.t1 - leg.t0 - rested(run, leg, leg.t1);
    const moved = Math.min(now, leg.t1) - leg.t0 - rested(run, leg, now);
    return along(lines[index], moving > 0 ? Math.min(1, moved / moving) : 1);
  };

  // Where colours mean something else than vehicles, vehicles are small and dark.
  const look = (run) => (state.view === "routes" ? { radius: 7, fillColor: run.colour } : { radius: 4.5, fillColor: "#37474f" });

  CC.drawVehicles = () => {
    const now = CC.now();
    data.runs.forEach((run, number) => {
      const place = CC.visible(number) && CC.map.hasLayer(CC.layers.runs) ? CC.whereIs(number, now) : null;
      const marker = markers.get(number);
      if (!place) {
        if (marker) { marker.remove(); markers.delete(number); }
      } else if (marker) {
        marker.setLatLng(place).setStyle(look(run));
      } else {
        const made = new L.ShapeMarker(place, {
          shape: "vehicle", ...look(run), fillOpacity: 1, color: "#fff", weight: 1.5,
        });
        made.on("click", () => CC.choose(number));
        markers.set(number, made.addTo(CC.map));
      }
    });
    CC.vehiclesShown = markers.size;
    document.getElementById("moving").textContent = CC.say("map.moving", { count: markers.size });
  };
})();
