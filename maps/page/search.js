"use strict";
// One box finds centres, sites, provinces old and new, vehicles, drivers and lots, with or without diacritics.
(() => {
  const { data, state } = CC;
  const most = 40;
  let entries = null;

  const focusOn = (ids) => () => {
    const near = ids.map(CC.latlngOf);
    CC.set({ focus: new Set(ids), run: null });
    CC.frame(L.latLngBounds(near), 11);
  };

  const centres = () => [...CC.points.values()].map((layer) => layer.feature.properties);

  const places = () => centres().map((words) => ({
    kind: words.kind === "centre" ? "centre" : "site",
    title: words.name,
    more: [words.province, words.old && words.old !== words.province ? words.old : ""].filter(Boolean).join(" · "),
    text: [words.name, words.province, words.old, words.district, words.address, words.id].join(" "),
    go: () => { CC.set({ focus: null, run: null }); CC.fly(words.id); },
  }));

  const grouped = (pairs) => pairs.reduce((groups, [key, id]) => {
    if (!groups.has(key)) groups.set(key, new Set());
    return groups.set(key, groups.get(key).add(id));
  }, new Map());

  const provinces = () => {
    const of = centres().filter((words) => words.kind === "centre");
    const named = grouped(of.flatMap((words) => [[words.province, words.id], [words.old, words.id]]).filter(([name]) => name));
    return [...named].map(([name, ids]) => ({
      kind: "province", title: name, more: CC.say("map.centres", { count: ids.size }), text: name, go: focusOn([...ids]),
    }));
  };

  const vehicles = () => data.runs.map((run, number) => ({
    kind: "run",
    title: CC.runLabel(run) + " · " + run.id,
    more: CC.moment(run.depart) + " · " + [CC.nameOf(run.depot), ...run.drivers].join(" · "),
    text: [run.vehicle, run.id, ...Object.values(run.type || {}), ...run.drivers].join(" "),
    go: () => CC.choose(number),
  }));

  const lots = () => {
    const pairs = data.runs.flatMap((run) => run.stops.flatMap((stop) =>
      stop.drops.map(([product, lot]) => [lot + "\u0000" + product, stop.centre])));
    return [...grouped(pairs)].map(([key, ids]) => {
      const [lot, product] = key.split("\u0000");
      return { kind: "lot", title: lot, more: data.products[product] + " · " + CC.say("map.centres", { count: ids.size }),
        text: lot + " " + data.products[product], go: focusOn([...ids]) };
    });
  };

  // Made when somebody first searches: the page is there sooner.
  const indexed = () => {
    entries = entries || [...provinces(), ...places(), ...vehicles(), ...lots()]
      .map((entry) => ({ ...entry, title_folded: CC.fold(entry.title), folded: CC.fold(entry.text) }));
    return entries;
  };
  CC.forgetIndex = () => { entries = null; };

  CC.find = (query) => {
    const words = CC.fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const start = words.join(" ");
    const rank = (entry) => (entry.title_folded.startsWith(start) ? 0 : entry.title_folded.includes(start) ? 1 : 2);
    return indexed().filter((entry) => words.every((word) => entry.folded.includes(word)))
      .map((entry, index) => [rank(entry), index, entry]).sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .map(([, , entry]) => entry);
  };

  const result = (entry) => CC.node("li", "", CC.button("item", () => { CC.set({ query: "" }); entry.go(); CC.lowerSheet(); },
    CC.node("i", "kind", CC.say("map.found." + entry.kind)),
    CC.node("span", "", CC.node("b", "", entry.title), CC.node("small", "", entry.more))));

  CC.drawSearch = () => {
    const box = document.getElementById("search");
    const results = document.getElementById("results");
    if (box.value !== state.query) box.value = state.query;
    const found = CC.find(state.query);
    results.hidden = !state.query.trim();
    document.getElementById("list").hidden = !results.hidden;
    document.getElementById("unfocus").hidden = !state.focus;
    results.replaceChildren(...(found.length ? found.slice(0, most).map(result) : [CC.node("li", "empty", CC.say("map.nothing_found"))]));
  };

  CC.startSearch = () => {
    const box = document.getElementById("search");
    box.addEventListener("input", () => CC.set({ query: box.value }));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") CC.set({ query: "" });
      if (event.key === "Enter" && CC.find(state.query).length) document.querySelector("#results button").click();
    });
    document.getElementById("unfocus").addEventListener("click", () => CC.set({ focus: null }));
  };
})();
