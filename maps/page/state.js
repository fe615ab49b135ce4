"use strict";
// What the reader is looking at, and who wants to know when that changes.
(() => {
  const data = CC.data;
  const busy = data.days.map((_, day) => day).find((day) => data.runs.some((run) => CC.dayOf(run.depart) === day));
  CC.state = {
    view: data.view,
    day: -1,
    firstDay: busy === undefined ? 0 : busy,
    time: 0,
    run: null,
    hidden: new Set(),
    unfolded: new Set(),
    focus: null,
    list: data.lists[0],
    order: "vehicle",
    depot: "",
    packing: "",
    band: "",
    query: "",
  };
  const listeners = [];
  CC.onChange = (listener) => listeners.push(listener);
  CC.set = (change) => {
    Object.assign(CC.state, change);
    listeners.forEach((listener) => listener(Object.keys(change)));
  };

  CC.onDay = (run, day) => day < 0 || (run.load < (day + 1) * 86400 && run.end > day * 86400);
  CC.wanted = (run) => (!CC.state.depot || run.depot === CC.state.depot) && (!CC.state.packing || run.packing === CC.state.packing) &&
    (!CC.state.band || run.bands.includes(CC.state.band));
  CC.visible = (number) => !CC.state.hidden.has(number) && CC.wanted(data.runs[number]) && CC.onDay(data.runs[number], CC.state.day);
  CC.runLabel = (run) => run.vehicle || CC.say("map.run." + (run.mode === "air" ? "air" : run.kind));

  // Stops by centre: [run number, stop], in the order of time.
  CC.visits = new Map();
  data.runs.forEach((run, number) => run.stops.forEach((stop) => {
    if (!CC.visits.has(stop.centre)) CC.visits.set(stop.centre, []);
    CC.visits.get(stop.centre).push([number, stop]);
  }));
  CC.visits.forEach((visits) => visits.sort((a, b) => a[1].arrive - b[1].arrive));
})();
