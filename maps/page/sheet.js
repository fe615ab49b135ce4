"use strict";
// The panel itself: headline, tabs, language, the sheet of a phone, and the page as printed.
(() => {
  const { data, state } = CC;
  const set = (id, text) => { document.getElementById(id).textContent = text; };

  // The switches that this page has: a network has other views than a plan.
  CC.buildSwitches = () => {
    document.getElementById("views").replaceChildren(...data.views.map((view, index) => {
      const button = CC.button("", () => CC.showView(view));
      button.dataset.view = view;
      button.dataset.say = "map.view." + view;
      button.setAttribute("aria-keyshortcuts", String(index + 1));
      return button;
    }));
    document.getElementById("tabs").replaceChildren(...data.lists.map((list) => {
      const words = CC.node("span", "");
      words.dataset.say = "map.tab." + list;
      const button = CC.button("", () => { CC.set({ list, query: "" }); sheet().classList.add("raised"); }, words, CC.node("i", "count"));
      button.dataset.list = list;
      return button;
    }));
  };

  const drawNetworkHead = () => {
    set("plan", CC.say("map.network_title"));
    set("week", CC.say("map.network_of", { week: data.week, centres: data.need, sites: data.sites }));
  };

  const drawPlanHead = () => {
    set("plan", data.plan);
    set("week", CC.say("map.week_of", { week: data.week, first: CC.date(data.days[0]).slice(0, 5), last: CC.date(data.days[data.days.length - 1]) }));
    set("release", data.released_by ? CC.say("map.released", { name: data.released_by }) : CC.say("map.draft"));
    document.getElementById("release").classList.toggle("done", Boolean(data.released_by));
    set("served", CC.number(data.served) + " / " + CC.number(data.need));
    document.getElementById("served").classList.toggle("bad", data.served < data.need);
    set("doses", CC.number(data.doses));
    set("cost", CC.money(data.cost));
    const alarm = document.getElementById("alarm");
    alarm.hidden = CC.troubleCount() === 0;
    alarm.querySelector("b").textContent = CC.number(CC.troubleCount());
    alarm.setAttribute("aria-label", CC.say("map.tab.troubles") + ": " + CC.number(CC.troubleCount()));
    set("margin", data.worst ? CC.duration(data.worst.margin) : "–");
  };

  CC.drawHead = () => {
    document.getElementById("synthetic").hidden = !data.synthetic;
    document.body.classList.toggle("network", data.network);
    if (data.network) drawNetworkHead(); else drawPlanHead();
    document.querySelectorAll("#views button").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.view === state.view)));
    document.querySelectorAll("#languages button").forEach((b) => b.setAttribute("aria-pressed", String(b.lang === CC.lang)));
  };

  // Routes are a matter of one day; cover and cost are of the week, until a day is chosen.
  CC.showView = (view) => {
    const lists = { cover: "troubles", change: "changes", routes: "runs", cold: "runs", cost: "runs" };
    const change = { view, list: lists[view] || data.lists[0] };
    if (view === "cover" || view === "cost" || view === "change") Object.assign(change, { day: -1, time: 0, run: null });
    if (view === "routes" && state.day < 0) Object.assign(change, { day: state.firstDay, time: 8 * 3600 });
    if (view === "cold") change.order = "margin";
    if (view === "cost") change.order = "cost";
    CC.set(change);
  };

  CC.speak = (lang) => {
    CC.lang = lang;
    CC.forgetIndex();
    CC.drawAll();
    CC.rewritePopup();
  };

  const sheet = () => document.getElementById("panel");
  CC.lowerSheet = () => sheet().classList.remove("raised");

  const figures = {
    served: { list: "troubles" },
    doses: { list: "troubles" },
    cost: { list: "runs", order: "cost", run: null, day: -1, time: 0 },
    margin: { list: "runs", order: "margin", run: null, day: -1, time: 0 },
  };

  const print = (on) => () => {
    if (on) CC.map.closePopup();
    document.body.classList.toggle("printing", on);
    CC.map.invalidateSize({ animate: false, pan: false });
    CC.showHome();
  };

  CC.startSheet = () => {
    const each = (selector, act) => document.querySelectorAll(selector).forEach((b) => b.addEventListener("click", () => act(b)));
    each("#figures button", (b) => { CC.set(figures[b.dataset.figure]); sheet().classList.add("raised"); });
    each("#alarm", () => { CC.set({ list: "troubles", run: null }); sheet().classList.add("raised"); });
    each("#languages button", (b) => CC.speak(b.lang));
    each("#handle", () => sheet().classList.toggle("raised"));
    each("#legend-switch", () => document.getElementById("legend").classList.toggle("open"));
    each("#print", () => window.print());
    document.getElementById("search").addEventListener("focus", () => sheet().classList.add("raised"));
    window.addEventListener("beforeprint", print(true));
    window.addEventListener("afterprint", print(false));
  };
})();
