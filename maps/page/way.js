"use strict";
// What a run's load lives through on its way, expected and measured, and how often its calls go wrong.
(() => {
  let parsed = null;
  // Read when the first run is opened: the page is there sooner.
  const way = () => {
    if (parsed === null) parsed = JSON.parse(document.getElementById("map-way").textContent) || { curves: {}, measured: {}, risks: {} };
    return parsed;
  };
  const degrees = (value) => CC.number(value, 1) + " °C";
  const points = (t0, step, values) => values.map((value, index) => [t0 + step * (index + 1), value]);

  const spans = (readings) => readings.reduce((found, [t, value]) => {
    if (value === null) found.push([]);
    else found[found.length - 1].push([t, value]);
    return found;
  }, [[]]).filter((span) => span.length);

  // The line breaks where nothing was read; what is out of the band is a dot of trouble.
  const measuredLines = (frame, found, [low, high]) => {
    const readings = found.c.map((value, index) => [found.t0 + found.step * index, value]);
    const out = readings.filter(([, value]) => value !== null && (value < low || value > high));
    return [...spans(readings).map((span) => frame.line(span, "measured")), ...out.map(([t, value]) => frame.dot(t, value, "out"))];
  };

  // Stops too close to the one before keep their line and lose their number.
  const marks = (frame, run, from, to) => {
    let last = -Infinity;
    return run.stops.flatMap((stop, index) => {
      if (stop.start < from || stop.start > to) return [];
      const room = frame.x(stop.start) - last >= 13;
      if (room) last = frame.x(stop.start);
      return frame.mark(stop.start, room ? String(index + 1) : "");
    });
  };

  const outside = (curve, [low, high]) => curve.cold.some((c) => c < low) || curve.warm.some((c) => c > high);

  const caption = (curve, found, band) => [
    curve ? CC.say("map.way.expected", { least: degrees(Math.min(...curve.cold)), most: degrees(Math.max(...curve.warm)) }) : CC.say("map.way.no_model"),
    curve ? CC.say("map.way.days", { least: degrees(Math.min(...curve.cool)), most: degrees(Math.max(...curve.hot)) }) : "",
    curve && outside(curve, band) ? CC.say("map.way.outside") : "",
    found ? CC.say("map.way.measured", { least: degrees(Math.min(...found.c.filter((c) => c !== null))), most: degrees(Math.max(...found.c.filter((c) => c !== null))) }) : "",
    found && found.rms !== null ? CC.say("map.way.gap", { bias: degrees(found.bias), rms: degrees(found.rms) }) : "",
  ].filter(Boolean);

  const key = (name, words) => CC.node("span", "key", CC.node("i", "key-" + name), CC.say(words));

  const drawing = (run, curve, found) => {
    const { band, freeze } = way();
    const values = [...(curve ? [...curve.cool, ...curve.hot] : []), ...(found ? found.c.filter((c) => c !== null) : [])];
    const from = Math.min(curve ? curve.t0 : Infinity, found ? found.t0 : Infinity);
    const to = Math.max(curve ? curve.t0 + curve.step * curve.cold.length : 0, found ? found.t0 + found.step * (found.c.length - 1) : 0);
    const frame = CC.frameOf(from, to, Math.min(freeze, ...values) - 0.5, Math.max(band[1], ...values) + 0.5);
    const line = (name) => points(curve.t0, curve.step, curve[name]);
    return CC.svg("svg", { viewBox: "0 0 " + frame.width + " " + frame.height, role: "img", "aria-label": caption(curve, found, band).join(" ") },
      frame.between(band[1], band[0], "band"), frame.level(freeze, "freeze"),
      ...run.pauses.filter((pause) => pause.t1 > from && pause.t0 < to).map((pause) => frame.rest(Math.max(from, pause.t0), Math.min(to, pause.t1))),
      ...(curve ? [frame.area(line("hot"), line("cool"), "days"), frame.area(line("warm"), line("cold"), "load")] : []),
      ...(found ? measuredLines(frame, found, band) : []),
      ...marks(frame, run, from, to), ...frame.axes());
  };

  CC.temperature = (run) => {
    const [curve, found] = [way().curves[run.id], way().measured[run.id]];
    if (!curve && !found) return null;
    return CC.node("section", "way", CC.node("h3", "", CC.say("map.way.title")), drawing(run, curve, found),
      CC.node("p", "keys", key("band", "map.way.band"), key("freeze", "map.way.freeze"), ...(curve ? [key("load", "map.way.load"), key("days", "map.way.hot_cool")] : []),
        ...(found ? [key("measured", "map.way.logger")] : []), ...(run.pauses.length ? [key("rest", "map.way.rest")] : [])),
      ...caption(curve, found, way().band).map((words) => CC.node("p", "meta", words)));
  };

  const kinds = ["missed", "heat", "freeze"];
  const percent = (share) => CC.number(100 * share, 1) + " %";
  CC.hasRisks = () => Object.keys(way().risks).length > 0;

  // A run is as much at risk as its worst call.
  CC.riskOf = (run) => Math.max(0, ...(way().risks[run.id] || []).flatMap((call) => call.slice(0, 3)));
  CC.riskText = (run) => (way().risks[run.id] ? CC.say("map.risk.worst", { share: percent(CC.riskOf(run)) }) : CC.say("map.risk.unknown"));

  CC.risks = (run) => {
    const calls = way().risks[run.id];
    if (!calls) return null;
    const late = ([, , , middle, high]) => CC.say("map.risk.late", { middle: CC.number(middle), high: CC.number(high) });
    return CC.node("section", "way", CC.node("h3", "", CC.say("map.risk.title")),
      CC.node("table", "risks",
        CC.node("thead", "", CC.node("tr", "", CC.node("th", "", CC.say("map.risk.stop")), kinds.map((kind) => CC.node("th", "", CC.say("map.risk." + kind))), CC.node("th", "", CC.say("map.risk.lateness")))),
        CC.node("tbody", "", calls.map((call, index) => CC.node("tr", "", CC.node("td", "", String(index + 1)),
          kinds.map((kind, at) => CC.node("td", "", percent(call[at]), CC.bar(call[at], kind))), CC.node("td", "", late(call)))))),
      CC.node("p", "meta", CC.say("map.risk.about")));
  };
})();
