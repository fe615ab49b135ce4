"use strict";
// Small pictures for the panel: lines, bands and bars as SVG, so that they print and zoom.
(() => {
  const [width, height] = [344, 176];
  const edge = { left: 26, right: 6, top: 18, bottom: 18 };

  // A frame of time and °C: places values, and draws what belongs to every such picture.
  CC.frameOf = (from, to, low, high) => {
    const x = (t) => edge.left + ((t - from) / Math.max(1, to - from)) * (width - edge.left - edge.right);
    const y = (value) => edge.top + ((high - value) / (high - low)) * (height - edge.top - edge.bottom);
    const clip = (value) => Math.max(low, Math.min(high, value));
    const at = (t, value) => x(t).toFixed(1) + "," + y(clip(value)).toFixed(1);
    const text = (px, py, words, anchor) => CC.svg("text", { x: px, y: py, "text-anchor": anchor, class: "tick" }, words);

    const hours = () => {
      const steps = [1, 2, 3, 6, 12, 24, 48].map((h) => h * 3600);
      const step = steps.find((each) => (to - from) / each <= 6) || steps[steps.length - 1];
      const found = [];
      for (let t = Math.ceil(from / step) * step; t <= to; t += step) found.push(t);
      return found.flatMap((t) => [
        CC.svg("line", { x1: x(t), x2: x(t), y1: height - edge.bottom, y2: height - edge.bottom + 3, class: "axis" }),
        text(Math.min(x(t), width - 15), height - 4, CC.clock(t), "middle"),
      ]);
    };
    const degrees = () => {
      const step = high - low > 24 ? 10 : high - low > 12 ? 4 : 2;
      const found = [];
      for (let c = Math.ceil(low / step) * step; c <= high; c += step) found.push(c);
      return found.map((c) => text(edge.left - 4, y(c) + 3.5, (c < 0 ? "−" : "") + Math.abs(c), "end"));
    };
    return {
      width, height, x, y, text,
      axes: () => [
        CC.svg("line", { x1: edge.left, x2: width - edge.right, y1: height - edge.bottom, y2: height - edge.bottom, class: "axis" }),
        ...hours(), ...degrees(), text(2, 11, "°C", "start"),
      ],
      area: (upper, lower, name) => CC.svg("polygon", { class: name,
        points: [...upper, ...lower.slice().reverse()].map(([t, value]) => at(t, value)).join(" ") }),
      line: (points, name) => CC.svg("polyline", { class: name, points: points.map(([t, value]) => at(t, value)).join(" ") }),
      level: (value, name) => CC.svg("line", { x1: edge.left, x2: width - edge.right, y1: y(value), y2: y(value), class: name }),
      between: (above, below, name) => CC.svg("rect", { x: edge.left, width: width - edge.left - edge.right,
        y: y(clip(above)), height: y(clip(below)) - y(clip(above)), class: name }),
      mark: (t, words) => [
        CC.svg("line", { x1: x(t), x2: x(t), y1: edge.top, y2: height - edge.bottom, class: "mark" }),
        text(x(t), edge.top - 4, words, "middle"),
      ],
      rest: (t0, t1) => CC.svg("rect", { x: x(t0), width: Math.max(2, x(t1) - x(t0)), y: height - edge.bottom - 5, height: 5, class: "rest" }),
      dot: (t, value, name) => CC.svg("circle", { cx: x(t), cy: y(clip(value)), r: 1.8, class: name }),
    };
  };

  // A bar as long as a share, its number beside it: length and figure say the same.
  CC.bar = (share, name) => {
    const box = CC.node("span", "bar " + name, CC.node("i", ""));
    box.firstChild.style.width = Math.min(100, 100 * share).toFixed(1) + "%";
    return box;
  };
})();
