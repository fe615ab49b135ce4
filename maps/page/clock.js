"use strict";
// The week: a button for each day with its count, arrow keys, and a slider that plays the hours.
(() => {
  const { data, state } = CC;
  const secondsPerSecond = 3600;
  let playing = null;

  const span = () => (state.day < 0 ? 7 : 1) * 86400;
  CC.now = () => (state.day < 0 ? 0 : state.day * 86400) + state.time;

  const dayButton = (day) => {
    const count = data.runs.filter((run) => CC.onDay(run, day)).length;
    const label = day < 0 ? CC.say("map.week") : CC.dayName(day);
    const date = day < 0 ? "" : CC.date(data.days[day]).slice(0, 5);
    const button = CC.button("day", () => CC.goDay(day), CC.node("b", "", label), CC.node("small", "", date),
      CC.node("i", "count", String(count)));
    button.dataset.day = day;
    button.setAttribute("aria-pressed", String(state.day === day));
    button.title = CC.say("map.runs_on_day", { count });
    return button;
  };

  CC.goDay = (day) => {
    const run = state.run !== null && CC.onDay(data.runs[state.run], day) ? state.run : null;
    CC.set({ day, run, time: day < 0 ? 0 : Math.min(state.time || 8 * 3600, 86400) });
  };

  CC.drawClock = () => {
    const days = [-1, ...data.days.keys()];
    document.getElementById("days").replaceChildren(...days.map(dayButton));
    const slider = document.getElementById("slider");
    slider.max = span();
    slider.value = state.time;
    CC.drawTime();
  };

  CC.drawTime = () => {
    const now = CC.now();
    document.getElementById("time").textContent = CC.dayName(CC.dayOf(Math.min(now, 7 * 86400 - 1))) + " " + CC.clock(now);
    document.getElementById("slider").value = state.time;
    const play = document.getElementById("play");
    play.textContent = playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", CC.say(playing ? "map.halt" : "map.play"));
  };

  const stop = () => {
    cancelAnimationFrame(playing);
    playing = null;
    CC.drawTime();
  };

  const play = () => {
    let last = null;
    const tick = (stamp) => {
      if (last !== null) CC.set({ time: Math.min(span(), state.time + ((stamp - last) / 1000) * secondsPerSecond) });
      last = stamp;
      if (state.time >= span()) stop();
      else playing = requestAnimationFrame(tick);
    };
    if (state.time >= span()) CC.set({ time: 0 });
    playing = requestAnimationFrame(tick);
  };

  const arrow = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
    CC.goDay(Math.max(-1, Math.min(data.days.length - 1, state.day + step)));
    event.preventDefault();
    event.stopPropagation();
  };

  CC.startClock = () => {
    document.getElementById("slider").addEventListener("input", (event) => CC.set({ time: Number(event.target.value) }));
    document.getElementById("play").addEventListener("click", () => (playing ? stop() : play()));
    document.addEventListener("keydown", arrow, true);
  };
})();
