"use strict";
// Online tiles, off until the reader asks for them: only then does the page use the network.
(() => {
  const { data } = CC;
  let tiles = null;

  const on = () => {
    tiles = L.tileLayer(data.tiles.url, { maxZoom: 19, attribution: data.tiles.credit });
    tiles.on("tileerror", () => { document.getElementById("tiles").classList.add("failing"); });
    tiles.addTo(CC.map).bringToBack();
    CC.credit.addTo(CC.map);
    CC.layers.provinces.setStyle({ fillOpacity: 0, weight: 1 });
  };

  const off = () => {
    tiles.remove();
    CC.credit.remove();
    tiles = null;
    document.getElementById("tiles").classList.remove("failing");
    CC.layers.provinces.setStyle({ fillOpacity: 1, weight: 0.7 });
  };

  CC.startTiles = () => {
    CC.credit = L.control.attribution({ prefix: false });
    const button = document.getElementById("tiles");
    button.addEventListener("click", () => {
      if (tiles) off(); else on();
      button.setAttribute("aria-pressed", String(Boolean(tiles)));
    });
  };
})();
