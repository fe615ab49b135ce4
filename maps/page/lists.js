"use strict";
// The lists of the panel: troubles, runs with their switches, one run's stops, further figures.
(() => {
  const { data, state } = CC;
  const sign = { rule: "!", unserved: "✕", thin: "❄", short: "▲", late: "◷", dear: "₫", courier: "✈", slight: "△" };

  // A finding has its own sentence, the one that the workbook and the command line show too.
  const troubleText = (t) => t.finding !== undefined ? CC.both(CC.points.get(t.place).feature.properties.findings[t.finding].text) : ({
    rule: () => CC.say("map.trouble.rule", { rule: t.rule, count: t.count }),
    thin: () => CC.say("map.trouble.thin", { margin: CC.duration(t.margin) }),
    courier: () => CC.say("map.trouble.courier", { boxes: t.boxes }),
  }[t.kind]());

  const trouble = (t) => CC.node("li", "", CC.button("item trouble-" + t.kind, () => { if (t.place) CC.fly(t.place); },
    CC.node("i", "sign", sign[t.kind]),
    CC.node("span", "", CC.node("b", "", t.place ? CC.nameOf(t.place) : t.rule), CC.node("small", "", troubleText(t)))));

  const troubles = () => {
    if (!data.troubles.length) return [CC.node("p", "empty", CC.say("map.no_troubles"))];
    const kinds = [...new Set(data.troubles.map((t) => t.kind))];
    return kinds.map((kind) => {
      const of = data.troubles.filter((t) => t.kind === kind);
      const head = CC.say("map.troubles." + kind, { count: of.length, percent: 100 * data.scales.short_share });
      return kind === "slight" ? folded(kind, head, of) : CC.node("section", "", CC.node("h3", "", head), CC.node("ul", "", of.map(trouble)));
    });
  };

  // What troubles nobody much lies folded, and is written when it is opened.
  const folded = (kind, head, of) => {
    const box = CC.node("details", "fold", CC.node("summary", "", head));
    const write = () => { if (box.open && !box.querySelector("ul")) box.append(CC.node("ul", "", of.map(trouble))); };
    box.addEventListener("toggle", () => {
      if (box.open) state.unfolded.add(kind); else state.unfolded.delete(kind);
      write();
    });
    box.open = state.unfolded.has(kind);
    write();
    return box;
  };

  CC.troubleCount = () => data.troubles.filter((t) => t.kind !== "slight").length;

  const used = (run) => (run.positions ? run.boxes / run.positions : 0);

  const runText = (run) => [
    run.kind === "transfer" ? CC.nameOf(run.depot) + " → " + CC.nameOf(run.to) : CC.nameOf(run.depot),
    CC.moment(run.depart) + "–" + (CC.dayOf(run.end) === CC.dayOf(run.depart) ? CC.clock(run.end) : CC.moment(run.end)),
    run.stops.length ? CC.say("map.stops", { count: run.stops.length }) : null,
    run.metres ? CC.number(run.metres / 1000) + " km" : null,
    state.order === "margin" ? "❄ " + CC.duration(run.margin)
      : state.order === "risk" ? CC.riskText(run)
      : state.order === "use" && run.positions ? CC.say("map.use", { boxes: run.boxes, positions: run.positions, percent: CC.number(100 * used(run)) }) : CC.money(run.cost),
  ].filter(Boolean).join(" · ");

  const runRow = ([run, number]) => {
    const box = CC.node("input", "");
    box.type = "checkbox";
    box.checked = !state.hidden.has(number);
    box.setAttribute("aria-label", CC.say("map.show_run", { run: run.id }));
    box.addEventListener("change", () => {
      if (box.checked) state.hidden.delete(number); else state.hidden.add(number);
      CC.set({ run: state.run === number ? null : state.run });
    });
    return CC.node("li", "run", CC.node("label", "tick", box), CC.button("item", () => CC.choose(number),
      CC.swatch("line", { color: run.colour, weight: 4, dashArray: run.dash }),
      CC.node("span", "", CC.node("b", "", CC.runLabel(run)), CC.node("small", "", runText(run)),
        state.order === "risk" ? CC.bar(CC.riskOf(run), "missed") : null)));
  };

  const orders = {
    vehicle: ([a], [b]) => CC.runLabel(a).localeCompare(CC.runLabel(b)) || a.depart - b.depart,
    cost: ([a], [b]) => (b.cost || 0) - (a.cost || 0),
    margin: ([a], [b]) => (a.margin === null ? Infinity : a.margin) - (b.margin === null ? Infinity : b.margin),
    use: ([a], [b]) => used(b) - used(a),
    risk: ([a], [b]) => CC.riskOf(b) - CC.riskOf(a),
  };

  const runsOfDay = () => data.runs.map((run, number) => [run, number])
    .filter(([run]) => CC.wanted(run) && CC.onDay(run, state.day)).sort(orders[state.order]);

  // One depot, or one way of keeping cold: the map and the list follow.
  const choice = (key, all, options) => {
    const select = CC.node("select", "");
    select.id = key;
    select.setAttribute("aria-label", CC.say("map.filter." + key));
    select.append(new Option(all, "", false, !state[key]), ...options.map(([value, text]) => new Option(text, value, false, value === state[key])));
    select.addEventListener("change", () => CC.set({ [key]: select.value, run: null }));
    return select;
  };
  const bands = [...new Set(data.runs.flatMap((run) => run.bands))].sort();
  const filters = () => CC.node("div", "tools",
    choice("depot", CC.say("map.filter.all_depots"), [...new Set(data.runs.map((run) => run.depot))].map((id) => [id, CC.nameOf(id)]).sort((a, b) => a[1].localeCompare(b[1]))),
    choice("packing", CC.say("map.filter.all_packings"), ["active", "passive"].map((kind) => [kind, CC.say("map.packing." + kind)])),
    ...(bands.length > 1 ? [choice("band", CC.say("map.filter.all_bands"), bands.map((band) => [band, CC.say("map.carried." + band)]))] : []));

  const runList = () => {
    const shown = runsOfDay();
    const all = (visible) => () => {
      shown.forEach(([, number]) => { if (visible) state.hidden.delete(number); else state.hidden.add(number); });
      CC.set({ run: null });
    };
    const order = CC.node("select", "");
    order.id = "order";
    order.setAttribute("aria-label", CC.say("map.order_by"));
    Object.keys(orders).filter((key) => key !== "risk" || CC.hasRisks()).forEach((key) => order.append(new Option(CC.say("map.order." + key), key, false, key === state.order)));
    order.addEventListener("change", () => CC.set({ order: order.value }));
    return [
      filters(),
      CC.node("div", "tools", CC.button("small", all(true), CC.say("map.all_on")), CC.button("small", all(false), CC.say("map.all_off")), order),
      shown.length ? CC.node("ul", "", shown.map(runRow)) : CC.node("p", "empty", CC.say("map.no_runs")),
    ];
  };

  const timeline = (run) => {
    const stops = run.stops.map((stop, index) => ({ at: stop.start, node: CC.button("item", () => CC.fly(stop.centre),
      CC.node("i", "sign", String(index + 1)),
      CC.node("span", "", CC.node("b", "", CC.nameOf(stop.centre)), CC.node("small", "",
        CC.moment(stop.start) + "–" + CC.clock(stop.depart) + " · " +
        CC.say("map.load_of", { boxes: stop.boxes, litres: CC.number(stop.ml / 1000, 1) }) + " · ❄ " + CC.duration(stop.margin)))) }));
    const pauses = run.pauses.map((pause) => ({ at: pause.t0, node: CC.node("p", "pause",
      (pause.kind === "rest" ? "☾ " : "◦ ") + CC.say("map.pause." + (pause.road ? pause.kind : pause.kind + "_at_stop")) + " " + CC.moment(pause.t0) + "–" + CC.clock(pause.t1)) }));
    return [...stops, ...pauses].sort((a, b) => a.at - b.at).map(({ node }) => CC.node("li", "", node));
  };

  const chosenRun = () => {
    const run = data.runs[state.run];
    return [
      CC.button("back", () => CC.set({ run: null }), "← " + CC.say("map.all_runs")),
      CC.node("div", "chosen", CC.swatch("line", { color: run.colour, weight: 5, dashArray: run.dash }),
        CC.node("h2", "", CC.runLabel(run))),
      CC.node("p", "meta", run.id + " · " + runText(run)),
      run.positions ? CC.node("p", "meta", CC.say("map.use", { boxes: run.boxes, positions: run.positions, percent: CC.number(100 * used(run)) }) + " · ❄ " + CC.duration(run.margin) + " · " + CC.say("map.at_wheel", { time: CC.duration(run.driving) })) : null,
      CC.node("p", "meta", [CC.both(run.type || {}), CC.say("map.packing." + run.packing), run.drivers.join(", ")].filter(Boolean).join(" · ")),
      CC.node("ol", "", timeline(run)),
      CC.temperature(run),
      CC.risks(run),
      run.kind === "transfer" ? CC.node("p", "meta", CC.say("map.available", { moment: CC.moment(run.available) })) : null,
      ...(run.drops || []).map(([product, lot, useBy, , doses]) =>
        CC.node("p", "meta", data.products[product] + " · " + lot + " · " + CC.date(useBy) + " · " + CC.number(doses))),
    ].filter(Boolean);
  };

  const shares = new Set(["indicator.fill_rate", "indicator.load_factor"]);
  const figure = (key, value) => (key.startsWith("cost.") ? CC.number(value) + " ₫"
    : shares.has(key) ? CC.number(100 * value, 1) + " %" : CC.number(value, value < 1000 ? 1 : 0));

  const figureList = (area) => CC.node("section", "", CC.node("h3", "", CC.say("map.figures." + area)),
    CC.node("ul", "figures-list", data.indicators.filter(([key]) => key.startsWith(area + "."))
      .map(([key, value]) => CC.node("li", "", CC.node("span", "", CC.say(key)), CC.node("b", "", figure(key, value))))));

  const figures = () => [
    figureList("indicator"),
    figureList("cost"),
    data.change ? null : CC.node("p", "meta", CC.say("map.no_earlier")),
    CC.node("p", "meta", CC.say("map.travel_source", { source: CC.both(data.travel.source) || "–" }) +
      (data.travel.error === null ? "" : " " + CC.say("map.travel_error", { percent: CC.number(data.travel.error, 1) }))),
    CC.node("p", "meta", CC.say("map.made", { engine: data.engine, created: CC.stamp(data.created) })),
    CC.node("p", "meta", CC.say("map.about_positions")),
    CC.node("p", "meta", CC.say("map.about_borders")),
  ].filter(Boolean);

  CC.drawList = () => {
    document.querySelectorAll("#tabs button").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.list === state.list)));
    const counts = {
      troubles: CC.troubleCount,
      runs: () => runsOfDay().length,
      changes: () => CC.moved().length,
    };
    document.querySelectorAll("#tabs button").forEach((b) => {
      const count = counts[b.dataset.list];
      b.querySelector(".count").textContent = count ? String(count()) : "";
    });
    const content = { troubles, figures, changes: CC.changeList, places: CC.placeList, runs: () => (state.run !== null ? chosenRun() : runList()) }[state.list]();
    document.getElementById("list").replaceChildren(...content);
  };
})();
