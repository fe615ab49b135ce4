"use strict";
// Which colour a value has in the view at hand.
(() => {
  const scales = CC.data.scales;
  const dark = "#263238";

  CC.colourOf = (view, value) => {
    if (value === null || value === undefined) return scales.quiet;
    const index = scales[view].edges.findIndex((edge) => value < edge);
    return scales[view].colours[index < 0 ? scales[view].edges.length : index];
  };

  const outlines = {
    high: { color: dark, weight: 1.6, dashArray: null },
    medium: { color: "#7d8a91", weight: 1, dashArray: null },
    low: { color: dark, weight: 1.2, dashArray: "3 2" },
    illustrative: { color: "#7d8a91", weight: 1.1, dashArray: "1 2" },
  };
  // A confidence that the house does not know is drawn like the least certain.
  CC.outline = (confidence) => outlines[confidence] || outlines.illustrative;

  const lowest = (visits, of) => visits.reduce((low, visit) => {
    const value = of(visit);
    return value === null || value === undefined ? low : low === null ? value : Math.min(low, value);
  }, null);

  CC.valueOf = (view, centre, visits) => ({
    cover: () => centre.cover,
    cold: () => lowest(visits, ([, stop]) => stop.margin),
    cost: () => centre.cost,
    stores: () => centre.fill,
  }[view]());

  // How a centre moved, by the gravest of its changes: told by shape as well as by colour.
  const looks = {
    unserved: { shape: "cross", fillColor: scales.trouble },
    served: { shape: "factory", fillColor: "#009e73" },
    day: { shape: "depot", fillColor: "#e69f00" },
    vehicle: { shape: "gateway", fillColor: "#0072b2" },
    amount: { shape: "circle", fillColor: "#cc79a7" },
    same: { shape: "circle", fillColor: "#d5d9db" },
  };
  const groups = { depot: "vehicle", hour: "amount", doses: "amount", lots: "same" };
  CC.changeOf = (id) => {
    const kinds = (CC.data.change ? CC.data.change.kinds[id] : null) || [];
    const named = kinds.map((kind) => groups[kind] || kind);
    return Object.keys(looks).find((kind) => named.includes(kind)) || "same";
  };
  CC.changeLook = (kind) => looks[kind];
  CC.changeKinds = Object.keys(looks);
})();
