"use strict";
// The network alone: shapes by kind, lanes by mode, names and facts on a tap.
CC.start = (map, layers) => {
  CC.map = map;
  CC.layers = layers;
  const laneLook = { road: null, air: "1 7", ferry: "8 6" };
  layers.lanes.eachLayer((lane) => lane.setStyle({
    color: "#0b5563", weight: 1.8, opacity: 0.7, dashArray: laneLook[lane.feature.properties.mode],
  }));
  layers.sites.eachLayer((site) => site.setStyle({
    radius: 8, fillColor: "#263238", fillOpacity: 1, color: "#fff", weight: 1.4,
  }));
  layers.centres.eachLayer((centre) => centre.setStyle({
    radius: 4.5, fillColor: "#8fd0c8", fillOpacity: 1, ...CC.outline(centre.feature.properties.confidence),
  }));
  const words = (place) => CC.node("article", "popup",
    CC.node("h2", "", place.name),
    CC.node("p", "address", CC.say("map.kind." + place.kind) + " · " + place.province),
    place.address ? CC.node("p", "", place.address) : null);
  ["sites", "centres"].forEach((key) => layers[key].eachLayer((layer) =>
    layer.bindPopup(() => words(layer.feature.properties))));
  map.on("zoomend", () => map.getContainer().classList.toggle("far", map.getZoom() < 6.75));
  map.invalidateSize({ animate: false });
  map.fitBounds(layers.provinces.getBounds(), { animate: false });
  CC.sayAll();
  document.body.classList.add("ready");
};
