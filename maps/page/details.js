"use strict";
// The popup of a place: who receives what, when, from which lot, and how sure its position is.
(() => {
  const { data } = CC;
  const fact = (key, value) => CC.node("div", "fact", CC.node("span", "", CC.say(key)), CC.node("b", "", value));
  const when = (stop) => CC.moment(stop.start) + "–" + CC.clock(stop.depart);

  const dropTable = (drops) => CC.node("table", "drops",
    CC.node("thead", "", CC.node("tr", "", ["map.product", "map.lot", "map.use_by", "map.packs", "map.doses"]
      .map((key) => CC.node("th", "", CC.say(key))))),
    CC.node("tbody", "", drops.map(([product, lot, useBy, packs, doses]) => CC.node("tr", "",
      CC.node("td", "", data.products[product]), CC.node("td", "lot", lot), CC.node("td", "", CC.date(useBy)),
      CC.node("td", "num", CC.number(packs)), CC.node("td", "num", CC.number(doses))))));

  const windowOf = (centre, stop) => {
    const midnight = CC.dayOf(stop.start) * 86400;
    const holds = ([opens, closes]) => [0, 86400].some((back) =>
      stop.start - midnight + back >= opens && stop.depart - midnight + back <= closes);
    const found = centre.windows.find(holds);
    return found ? CC.hours(found) : "–";
  };

  const visit = (centre, [number, stop]) => {
    const run = data.runs[number];
    const litres = CC.number(stop.ml / 1000, 1);
    return CC.node("section", "visit",
      CC.button("visit-head", () => CC.choose(number),
        CC.swatch("line", { color: run.colour, weight: 4, dashArray: run.dash }),
        CC.node("b", "", when(stop)), CC.node("span", "", CC.runLabel(run))),
      CC.node("div", "facts",
        fact("map.arrival", CC.moment(stop.arrive)),
        fact("map.window", windowOf(centre, stop)),
        fact("map.load", CC.say("map.load_of", { boxes: stop.boxes, litres })),
        fact("map.margin", CC.duration(stop.margin))),
      dropTable(stop.drops));
  };

  // The findings in their own sentence; below, every product that lacks.
  const findings = (centre) => (centre.findings || []).map(({ kind, text }) => CC.node("div", kind === "unserved" ? "unserved" : "finding",
    CC.node("b", "", CC.say("finding.kind." + kind)), CC.node("p", "", CC.both(text))));

  const shortList = (centre) => ((centre.short || []).length && centre.status !== "unserved" ? CC.node("details", "short",
    CC.node("summary", "", "▲ " + CC.say("map.short_of", { doses: CC.number(centre.short.reduce((sum, [, doses]) => sum + doses, 0)) })),
    CC.node("p", "", centre.short.map(([product, doses]) => data.products[product] + " " + CC.number(doses)).join(", "))) : null);

  const changed = (centre) => (data.change && data.change.kinds[centre.id] ? CC.node("div", "finding",
    CC.node("b", "", CC.say("map.tab.changes")), CC.node("p", "", CC.changeText(centre.id))) : null);

  const province = (words) => words.old && words.old !== words.province
    ? words.province + " (" + CC.say("map.formerly", { name: words.old }) + ")" : words.province;

  const named = (area, code) => CC.words[CC.lang]["map." + area + "." + code] || code;
  const confidence = (centre) => [named("confidence", centre.confidence), named("precision", centre.precision)]
    .filter(Boolean).join(", ");

  const centrePopup = (centre) => CC.node("article", "popup",
    CC.node("h2", "", centre.name),
    CC.node("p", "address", centre.address),
    CC.node("div", "facts",
      fact("map.province", province(centre)),
      fact("map.position", confidence(centre)),
      ...(data.network ? [
        fact("map.usable", CC.number(centre.usable) + " L"),
        fact("map.weekly", CC.number(centre.weekly, 1) + " L"),
      ] : [
        fact("map.cover", centre.cover === null ? "–" : CC.say("map.days", { days: CC.number(centre.cover, 1) })),
        fact("map.served_of", CC.number(centre.got) + " / " + CC.number(centre.need)),
        fact("map.cost", CC.money(centre.cost)),
      ]),
      fact("map.receives", centre.windows.map(CC.hours).join(", "))),
    centre.source ? CC.node("p", "proof", CC.say("map.told_by", { source: centre.source })) : null,
    findings(centre),
    shortList(centre),
    changed(centre),
    (CC.visits.get(centre.id) || []).map((each) => visit(centre, each)));

  // A store drawn over a centre would hide it: its popup leads there.
  const centresAt = (site) => [...CC.points.values()].map((layer) => layer.feature.properties)
    .filter((words) => words.kind === "centre" && CC.latlngOf(words.id).distanceTo(CC.latlngOf(site.id)) < 1500)
    .map((words) => CC.node("li", "", CC.button("link", () => CC.openPopup(words.id), "○ " + words.name)));

  const sitePopup = (site) => {
    const leaving = data.runs.map((run, number) => [run, number]).filter(([run]) => run.depot === site.id);
    return CC.node("article", "popup",
      CC.node("h2", "", site.name),
      CC.node("p", "address", CC.say("map.kind." + site.kind) + " · " + site.province),
      CC.node("div", "facts",
        fact("map.hours", CC.hours(site.hours)),
        fact("map.bays", CC.number(site.bays)),
        ...Object.entries(site.litres).map(([band, litres]) => fact("map.band." + band, CC.number(litres) + " L"))),
      site.evidence ? CC.node("p", "proof", site.evidence) : null,
      CC.node("ul", "leaving", centresAt(site)),
      site.fleet === undefined ? null : CC.node("p", "proof", CC.say("map.fleet", site.fleet)),
      data.network ? null : CC.node("h3", "", CC.say("map.leaving", { count: leaving.length })),
      CC.node("ul", "leaving", leaving.map(([run, number]) => CC.node("li", "", CC.button("link", () => CC.choose(number),
        CC.swatch("line", { color: run.colour, weight: 4, dashArray: run.dash }),
        CC.moment(run.depart) + " · " + CC.runLabel(run))))));
  };

  let open = null;
  CC.openPopup = (id) => {
    const words = CC.points.get(id).feature.properties;
    const content = words.kind === "centre" ? centrePopup(words) : sitePopup(words);
    open = id;
    content.tabIndex = -1;
    CC.map.openPopup(content, CC.latlngOf(id), {
      maxWidth: Math.min(380, innerWidth - 72), minWidth: 250, maxHeight: Math.min(380, innerHeight * 0.5),
      autoPanPaddingTopLeft: [CC.besideLegend(), 20], autoPanPaddingBottomRight: [60, 20],
    });
    // Who came by keyboard reads on in the popup.
    if (document.activeElement && document.activeElement !== document.body) content.focus({ preventScroll: true });
  };
  CC.rewritePopup = () => { if (open !== null) CC.openPopup(open); };

  CC.startDetails = () => {
    ["centres", "sites"].forEach((key) => CC.layers[key].eachLayer((layer) =>
      layer.on("click", () => CC.openPopup(layer.feature.properties.id))));
    CC.layers.runs.eachLayer((layer) => layer.on("click", () => {
      if (CC.visible(layer.feature.properties.run)) CC.choose(layer.feature.properties.run);
    }));
    CC.map.on("popupopen", () => document.body.classList.add("reading"));
    CC.map.on("popupclose", () => { open = null; document.body.classList.remove("reading"); });
  };
})();
