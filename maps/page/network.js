"use strict";
// The network alone: its places as lists, nothing that moves.
(() => {
  const { data } = CC;
  const row = (words) => CC.node("li", "", CC.button("item", () => CC.fly(words.id),
    CC.node("span", "", CC.node("b", "", words.name), CC.node("small", "", CC.say("map.kind." + words.kind) + " · " + words.province +
      (words.fleet ? " · " + CC.say("map.fleet", words.fleet) : "")))));
  const full = (words) => CC.node("li", "", CC.button("item", () => CC.fly(words.id),
    CC.node("span", "", CC.node("b", "", words.name), CC.node("small", "", CC.say("map.weekly_of", {
      litres: CC.number(words.weekly, 1), usable: CC.number(words.usable), percent: CC.number(100 * words.fill) })))));

  CC.placeList = () => {
    const all = [...CC.points.values()].map((layer) => layer.feature.properties);
    const centres = all.filter((words) => words.kind === "centre" && words.fill !== null).sort((a, b) => b.fill - a.fill);
    return [
      CC.node("section", "", CC.node("h3", "", CC.say("map.layer.sites")), CC.node("ul", "", all.filter((words) => words.kind !== "centre").map(row))),
      CC.node("section", "", CC.node("h3", "", CC.say("map.fullest")), CC.node("ul", "", centres.slice(0, 20).map(full))),
      CC.node("p", "meta", CC.say("map.about_positions")),
      CC.node("p", "meta", CC.say("map.about_borders")),
      data.synthetic ? CC.node("p", "meta", CC.say("map.synthetic_need")) : null,
    ].filter(Boolean);
  };
})();
