"use strict";
// What is other than in an earlier plan, as a list and in words.
(() => {
  const { data } = CC;

  const visitText = ([at, vehicle, depot, doses]) =>
    CC.moment(at) + " " + (vehicle || CC.say("map.run.courier")) + " · " + depot + " · " + CC.say("map.change.doses", { doses: CC.number(doses) });
  const now = (id) => (CC.visits.get(id) || []).map(([number, stop]) => visitText([
    stop.arrive, data.runs[number].vehicle, CC.nameOf(data.runs[number].depot), stop.drops.reduce((sum, drop) => sum + drop[4], 0)]));
  const before = (id) => (data.change.visits[id] || []).map(visitText);
  CC.changeText = (id) => (before(id).join("; ") || CC.say("map.change.nothing")) + " → " + (now(id).join("; ") || CC.say("map.change.nothing"));

  // What is other than in the earlier plan: figures side by side, then the centres by how they moved.
  CC.moved = () => Object.keys(data.change.kinds).filter((id) => CC.points.has(id) && CC.changeOf(id) !== "same");
  const side = (key, value) => (value === null ? "–" : key === "map.figure.cost" ? CC.money(value) : CC.number(value));
  const difference = (before, now) => {
    if (before === null || now === null || before === now) return "";
    const sign = now > before ? "+" : "−";
    const percent = before ? 100 * Math.abs(now - before) / before : 0;
    return sign + (percent >= 0.05 ? CC.number(percent, 1) + " %" : CC.number(Math.abs(now - before)));
  };
  const compared = () => CC.node("table", "compared",
    CC.node("thead", "", CC.node("tr", "", CC.node("th", "", ""), CC.node("th", "num", CC.say("map.change.before")), CC.node("th", "num", CC.say("map.change.now")), CC.node("th", "num", ""))),
    CC.node("tbody", "", data.change.figures.map(([key, before, now]) => CC.node("tr", "",
      CC.node("td", "", CC.say(key)), CC.node("td", "num", side(key, before)), CC.node("td", "num", side(key, now)), CC.node("td", "num", difference(before, now))))));
  const movedRow = (id) => CC.node("li", "", CC.button("item", () => CC.fly(id),
    CC.node("span", "", CC.node("b", "", CC.nameOf(id)), CC.node("small", "", CC.changeText(id)))));
  CC.changeList = () => {
    const all = CC.moved();
    const groups = CC.changeKinds.filter((kind) => kind !== "same").map((kind) => [kind, all.filter((id) => CC.changeOf(id) === kind)]);
    return [
      CC.node("p", "meta", CC.say("map.change.against", { plan: data.change.plan, week: data.change.week })),
      compared(),
      ...groups.filter(([, ids]) => ids.length).map(([kind, ids]) => CC.node("section", "",
        CC.node("h3", "", CC.say("map.change." + kind) + " (" + ids.length + ")"),
        CC.node("ul", "", ids.sort((a, b) => CC.nameOf(a).localeCompare(CC.nameOf(b), "vi")).map(movedRow)))),
      all.length ? null : CC.node("p", "empty", CC.say("map.change.none")),
    ].filter(Boolean);
  };
})();
