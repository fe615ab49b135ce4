"use strict";
// Shapes and names that Leaflet lacks, drawn on its canvas: kinds differ by form, not only by colour.
(() => {
  const polygon = (sides, turn) => (ctx, x, y, r) => {
    for (let i = 0; i < sides; i += 1) {
      const angle = turn + (i * 2 * Math.PI) / sides;
      ctx.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
    }
    ctx.closePath();
  };
  const up = -Math.PI / 2;
  const square = polygon(4, Math.PI / 4);
  const star = (ctx, x, y, r) => {
    for (let i = 0; i < 10; i += 1) {
      const reach = i % 2 ? r * 0.5 : r * 1.15;
      ctx.lineTo(x + reach * Math.cos(up + (i * Math.PI) / 5), y + reach * Math.sin(up + (i * Math.PI) / 5));
    }
    ctx.closePath();
  };
  const cross = (ctx, x, y, r) => {
    const arm = r * 0.36;
    const turned = (dx, dy) => ctx.lineTo(x + (dx - dy) * 0.7071, y + (dx + dy) * 0.7071);
    [[-arm, -r], [arm, -r], [arm, -arm], [r, -arm], [r, arm], [arm, arm], [arm, r], [-arm, r], [-arm, arm],
      [-r, arm], [-r, -arm], [-arm, -arm]].forEach(([dx, dy]) => turned(dx, dy));
    ctx.closePath();
  };

  CC.shapes = {
    circle: (ctx, x, y, r) => ctx.arc(x, y, r, 0, Math.PI * 2),
    depot: square,
    hub: polygon(4, 0),
    gateway: polygon(3, up),
    maker: polygon(6, up),
    factory: star,
    cross,
    vehicle: (ctx, x, y, r) => ctx.roundRect(x - r * 1.2, y - r * 0.8, r * 2.4, r * 1.6, r * 0.45),
  };

  L.Canvas.mergeOptions({ tolerance: 6, padding: 0.25 });
  L.Canvas.include({
    _updateShape(layer) {
      if (!this._drawing || layer._empty()) return;
      const draw = CC.shapes[layer.options.shape || layer.feature.properties.shape];
      this._ctx.beginPath();
      draw(this._ctx, layer._point.x, layer._point.y, Math.max(Math.round(layer._radius), 1));
      this._fillStroke(this._ctx, layer);
    },
  });
  L.ShapeMarker = L.CircleMarker.extend({
    _updatePath() { this._renderer._updateShape(this); },
  });

  L.LabelMarker = L.Marker.extend({
    initialize(latlng) { L.Marker.prototype.initialize.call(this, latlng, { interactive: false, keyboard: false }); },
    onAdd(map) {
      this.write();
      return L.Marker.prototype.onAdd.call(this, map);
    },
    write() {
      const words = this.feature.properties;
      const text = CC.node("span", "", words[CC.lang] || words.vi);
      this.setIcon(L.divIcon({ className: "label label-" + words.kind, html: text, iconSize: [0, 0] }));
    },
  });

  // The same shape as a small picture for legends and lists.
  CC.swatch = (shape, style) => {
    const canvas = CC.node("canvas", "swatch");
    const [width, height] = [26, 18];
    const density = 2;
    canvas.width = width * density;
    canvas.height = height * density;
    const ctx = canvas.getContext("2d");
    ctx.scale(density, density);
    ctx.beginPath();
    if (shape === "line") {
      ctx.moveTo(1, height / 2);
      ctx.lineTo(width - 1, height / 2);
    } else {
      CC.shapes[shape](ctx, width / 2, height / 2, style.radius || 6);
    }
    if (style.fillColor) { ctx.fillStyle = style.fillColor; ctx.fill(); }
    ctx.setLineDash((style.dashArray || "").split(" ").filter(Boolean).map(Number));
    ctx.strokeStyle = style.color || "transparent";
    ctx.lineWidth = style.weight === undefined ? 1 : style.weight;
    if (ctx.lineWidth && style.color) ctx.stroke();
    return canvas;
  };
})();
