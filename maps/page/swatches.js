"use strict";
// The shapes of the map as small pictures for legends and lists: sharp on paper, and light on the browser.
(() => {
  const [width, height] = [26, 18];

  // Takes the strokes that a canvas takes, and keeps them as the path of a picture.
  const pen = () => {
    const strokes = [];
    const to = (x, y) => strokes.push((strokes.length ? "L" : "M") + x.toFixed(2) + " " + y.toFixed(2));
    const round = (x, y, r) => strokes.push("M" + (x - r) + " " + y + "a" + r + " " + r + " 0 1 0 " + 2 * r + " 0a" + r + " " + r + " 0 1 0 " + -2 * r + " 0Z");
    return {
      lineTo: to,
      closePath: () => strokes.push("Z"),
      arc: (x, y, r) => round(x, y, r),
      roundRect: (x, y, w, h, r) => strokes.push("M" + (x + r) + " " + y + "h" + (w - 2 * r) + "a" + r + " " + r + " 0 0 1 " + r + " " + r + "v" + (h - 2 * r) +
        "a" + r + " " + r + " 0 0 1 " + -r + " " + r + "h" + (2 * r - w) + "a" + r + " " + r + " 0 0 1 " + -r + " " + -r + "v" + (2 * r - h) + "a" + r + " " + r + " 0 0 1 " + r + " " + -r + "Z"),
      path: () => strokes.join(""),
    };
  };

  const outline = (shape, radius) => {
    if (shape === "line") return "M1 " + height / 2 + "H" + (width - 1);
    const strokes = pen();
    CC.shapes[shape](strokes, width / 2, height / 2, radius);
    return strokes.path();
  };

  CC.swatch = (shape, style) => {
    const radius = style.radius || 6;
    const line = style.color ? { stroke: style.color, "stroke-width": style.weight === undefined ? 1 : style.weight, "stroke-dasharray": style.dashArray || "none" } : {};
    const dot = style.dot ? [CC.svg("circle", { cx: width / 2, cy: height / 2, r: radius * CC.dotShare, fill: style.dot, stroke: "#ffffff" })] : [];
    return CC.svg("svg", { class: "swatch", viewBox: "0 0 " + width + " " + height, "aria-hidden": "true" },
      CC.svg("path", { d: outline(shape, radius), fill: style.fillColor || "none", ...line }), ...dot);
  };
})();
