"use strict";
// Names on the canvas: of two that would lie over each other the more important one is written.
(() => {
  const kinds = {
    archipelago: { rank: 0, font: "italic 12px", colour: "#33545f" },
    store: { rank: 1, font: "600 11.5px", colour: "#263238" },
    province: { rank: 2, font: "11px", colour: "#7a7466" },
  };
  const line = 15;
  const gap = 10;
  const troubleReach = [7, 7];
  const shownFrom = 6.75;
  let family = "";
  let names = [];
  let stores = null;
  const ruler = document.createElement("canvas").getContext("2d");
  const far = () => CC.map.getZoom() < shownFrom;

  L.LabelMarker = L.CircleMarker.extend({
    initialize(latlng) {
      L.CircleMarker.prototype.initialize.call(this, latlng, { interactive: false });
      this.shown = false;
      this.shift = [0, 0];
    },
    text() {
      const words = this.feature.properties;
      return (far() && words.far) || words[CC.lang] || words.vi;
    },
    font() { return kinds[this.feature.properties.kind].font + " " + family; },
    half() {
      ruler.font = this.font();
      return ruler.measureText(this.text()).width / 2;
    },
    boxAt([dx, dy]) {
      const middle = this._point.add([dx, dy]);
      const reach = [this.half() + 3, line / 2];
      return L.bounds(middle.subtract(reach), middle.add(reach));
    },
    // Right of its mark, left, above, below; a name without a mark stands in its middle, on a phone left of it.
    places() {
      const reach = this.half() + gap;
      if (this.feature.properties.kind === "store") return [[reach, 0], [-reach, 0], [0, -line], [0, line]];
      return [[this.feature.properties.kind === "archipelago" && innerWidth < 720 ? -0.6 * reach : 0, 0]];
    },
    wanted() {
      const { kind } = this.feature.properties;
      return kind === "store" ? CC.map.hasLayer(CC.layers.sites) : kind === "archipelago" || !far();
    },
    _updateBounds() { this._pxBounds = this.boxAt(this.shift); },
    _empty() { return !this.shown || !this._renderer._bounds.intersects(this._pxBounds); },
    _containsPoint: () => false,
    _updatePath() { this._renderer._write(this); },
  });

  L.Canvas.include({
    _write(name) {
      if (!this._drawing || name._empty()) return;
      const { x, y } = name._point.add(name.shift);
      Object.assign(this._ctx, { font: name.font(), textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3, strokeStyle: "#fffffff0", fillStyle: kinds[name.feature.properties.kind].colour });
      this._ctx.setLineDash([]);
      this._ctx.strokeText(name.text(), x, y);
      this._ctx.fillText(name.text(), x, y);
    },
  });

  const put = (name, shown, shift) => {
    if (name._renderer) name.redraw(); // what it leaves is wiped
    Object.assign(name, { shown, shift });
    if (!name._renderer) return;
    name._updateBounds();
    name.redraw();
  };

  // Nothing is written over a centre in trouble.
  CC.arrangeNames = (troubled) => {
    const taken = troubled.map((layer) => L.bounds(layer._point.subtract(troubleReach), layer._point.add(troubleReach)));
    const written = new Set();
    names.forEach((name) => {
      const free = name.wanted() && !written.has(name.text())
        ? name.places().find((place) => !taken.some((box) => box.intersects(name.boxAt(place)))) : undefined;
      if (free) {
        taken.push(name.boxAt(free));
        written.add(name.text());
      }
      put(name, Boolean(free), free || [0, 0]);
    });
    stores.eachLayer((name) => name.bringToFront());
  };
  CC.namesShown = () => names.filter((name) => name.shown).map((name) => name.text());

  // Hubs and depots carry their names: of the whole country, those of their provinces.
  const nameOfStore = (site) => {
    const { kind, name, province } = site.feature.properties;
    const made = new L.LabelMarker(site.getLatLng());
    const short = name.replace(/\s*\(.*\)$/, "");
    made.feature = { properties: { kind: "store", vi: short, en: short, far: province.replace(/^(Thành phố|Tỉnh) /, ""), order: kind === "hub" ? 0 : 1 } };
    return made;
  };
  const rank = (name) => kinds[name.feature.properties.kind].rank + (name.feature.properties.order || 0) / 2;

  CC.startNames = () => {
    family = getComputedStyle(document.body).fontFamily;
    const kept = CC.layers.sites.getLayers().filter((site) => ["hub", "depot"].includes(site.feature.properties.kind));
    stores = L.layerGroup(kept.map(nameOfStore)).addTo(CC.map);
    names = [...stores.getLayers(), ...CC.layers.labels.getLayers()].sort((a, b) => rank(a) - rank(b));
  };
})();
