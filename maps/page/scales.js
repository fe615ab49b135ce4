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
  }[view]());
})();
