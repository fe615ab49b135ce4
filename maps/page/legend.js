"use strict";
// What the colours and shapes of the view mean.
(() => {
  const { data, state } = CC;
  const row = (swatch, text) => CC.node("li", "", swatch, CC.node("span", "", text));
  const dot = (fillColor) => CC.swatch("circle", { fillColor, color: "#263238", weight: 1 });

  const unit = {
    cover: (edge) => CC.number(edge),
    cold: (edge) => CC.number(edge / 3600),
    cost: (edge) => CC.money(edge),
    stores: (edge) => CC.number(100 * edge) + " %",
  };

  const classes = (view) => {
    const { edges, colours } = data.scales[view];
    const text = unit[view];
    return colours.map((colour, index) => {
      const words = index === 0 ? "< " + text(edges[0])
        : index === edges.length ? "≥ " + text(edges[index - 1])
          : text(edges[index - 1]) + " – " + text(edges[index]);
      return row(dot(colour), words);
    });
  };

  const looks = {
    cover: () => [...classes("cover"), row(CC.swatch("circle", { fillColor: "#fff", color: data.scales.trouble, weight: 2.6 }), CC.say("map.legend.short", { percent: 100 * data.scales.short_share })),
      row(CC.swatch("circle", { fillColor: "#8fd0c8", color: "#263238", weight: 1, dot: data.scales.trouble }), CC.say("map.legend.late")),
      row(dot(data.scales.quiet), CC.say("map.legend.unknown"))],
    routes: () => [
      row(CC.swatch("line", { color: "#0072b2", weight: 2.6 }), CC.say("map.legend.route")),
      row(CC.swatch("line", { color: "#0072b2", weight: 4.5 }), CC.say("map.legend.transfer")),
      row(CC.swatch("line", { color: data.scales.quiet, weight: 2.4, dashArray: "1 5" }), CC.say("map.legend.courier")),
      row(CC.swatch("vehicle", { fillColor: "#0072b2", color: "#fff", radius: 7 }), CC.say("map.legend.vehicle")),
      row(CC.swatch("circle", { fillColor: "#fff", color: "#263238", weight: 2 }), CC.say("map.legend.visited")),
    ],
    cold: () => [...classes("cold"), row(dot(data.scales.quiet), CC.say("map.legend.no_load"))],
    cost: () => [...classes("cost"), row(dot(data.scales.quiet), CC.say("map.legend.unknown"))],
    change: () => [
      ...CC.changeKinds.map((kind) => row(CC.swatch(CC.changeLook(kind).shape, { ...CC.changeLook(kind), color: "#263238", weight: 1 }), CC.say("map.change." + kind))),
      row(CC.swatch("line", { color: "#546e7a", weight: 4, dashArray: "3 7" }), CC.say("map.legend.before")),
    ],
    network: () => ["road", "air", "ferry"].map((mode) => row(CC.swatch("line", { color: "#0b5563", weight: 2, dashArray: { road: "", air: "1 7", ferry: "8 6" }[mode] }), CC.say("map.mode." + mode))),
    stores: () => [...classes("stores"), row(dot(data.scales.quiet), CC.say("map.legend.unknown"))],
  };

  const shapes = () => ["hub", "depot", "gateway", "maker", "factory"].map((kind) =>
    row(CC.swatch(kind, { fillColor: kind === "gateway" ? "#546e7a" : "#263238", radius: 7 }), CC.say("map.kind." + kind)));

  const marks = () => [
    ...(data.network ? [] : [row(CC.swatch("cross", { fillColor: data.scales.trouble, radius: 8 }), CC.say("map.legend.unserved"))]),
    ...["high", "medium", "low", "illustrative"].map((confidence) =>
      row(CC.swatch("circle", { fillColor: "#fff", ...CC.outline(confidence), dashArray: CC.outline(confidence).dashArray || "" }), CC.say("map.confidence." + confidence))),
  ];

  CC.drawLegend = () => {
    const legend = document.getElementById("legend-body");
    legend.replaceChildren(
      CC.node("h3", "", CC.say("map.legend." + state.view)),
      CC.node("ul", "", looks[state.view]()),
      CC.node("h3", "", CC.say("map.legend.places")),
      CC.node("ul", "two", shapes(), marks()),
    );
  };
})();
