"use strict";
// Called by the map's own script when all layers exist.
CC.drawAll = () => {
  CC.sayAll();
  CC.drawLegend();
  drawRest();
};

const drawRest = () => {
  CC.drawHead();
  CC.drawClock();
  CC.drawList();
  CC.drawSearch();
  CC.draw();
  CC.drawVehicles();
};

// The whole country, the archipelagos included.
CC.showHome = () => {
  const home = CC.layers.provinces.getBounds();
  CC.layers.labels.eachLayer((label) => home.extend(label.getLatLng()));
  const left = document.body.classList.contains("printing") ? 10 : CC.besideLegend() - 10;
  CC.map.fitBounds(home, { animate: false, paddingTopLeft: [left, 10], paddingBottomRight: [innerWidth >= 720 ? 70 : 10, 10] });
};

CC.start = (map, layers) => {
  CC.map = map;
  CC.layers = layers;
  CC.indexPoints();
  L.control.scale({ imperial: false }).addTo(map);
  CC.buildSwitches();
  CC.startSheet();
  CC.startClock();
  CC.startDetails();
  CC.startSearch();
  CC.startTiles();
  CC.startKeys();
  CC.onChange((keys) => {
    // The clock ticks many times a second: only what moves is drawn again.
    if (keys.length === 1 && keys[0] === "time") {
      CC.drawTime();
      CC.drawVehicles();
    } else if (keys.length === 1 && keys[0] === "query") {
      CC.drawSearch();
    } else {
      CC.drawAll();
    }
  });
  if (innerWidth >= 720) document.getElementById("legend").classList.add("open");
  // The legend's width decides where the country lies; only then is anything styled, and once.
  CC.sayAll();
  CC.drawLegend();
  map.invalidateSize({ animate: false });
  CC.showHome();
  drawRest();
  map.on("zoomend overlayadd overlayremove", () => { CC.draw(); CC.drawVehicles(); });
  document.body.classList.add("ready");
};
