"use strict";
// Shapes that Leaflet lacks, drawn on its canvas: kinds differ by form, not only by colour.
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

  CC.dotShare = 0.5;

  L.Canvas.mergeOptions({ tolerance: 6, padding: 0.25 });
  L.Canvas.include({
    _updateShape(layer) {
      if (!this._drawing || layer._empty()) return;
      const draw = CC.shapes[layer.options.shape || layer.feature.properties.shape];
      const [x, y, radius] = [layer._point.x, layer._point.y, Math.max(Math.round(layer._radius), 1)];
      this._ctx.beginPath();
      draw(this._ctx, x, y, radius);
      this._fillStroke(this._ctx, layer);
      if (layer.options.dot) this._dot(x, y, radius * CC.dotShare, layer.options);
    },
    // A second sign within the first, ringed in white so that it shows on every colour.
    _dot(x, y, radius, { dot, fillOpacity }) {
      this._ctx.globalAlpha = fillOpacity;
      [["#ffffff", radius + 1], [dot, radius]].forEach(([colour, reach]) => {
        this._ctx.beginPath();
        this._ctx.arc(x, y, reach, 0, Math.PI * 2);
        this._ctx.fillStyle = colour;
        this._ctx.fill();
      });
      this._ctx.globalAlpha = 1;
    },
  });
  // The page sets the view itself, once it knows how wide its legend is: without one nothing is projected twice.
  L.map = (id, { center, zoom, ...options }) => new L.Map(id, options);

  L.ShapeMarker = L.CircleMarker.extend({
    _updatePath() { this._renderer._updateShape(this); },
  });
})();
