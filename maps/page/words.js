"use strict";
// Sentences, numbers, times and search text in the language of the page.
const CC = {};

(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  CC.words = read("map-words");
  CC.data = read("map-data");
  CC.lang = CC.data.lang;

  CC.say = (key, args = {}) => {
    const text = CC.words[CC.lang][key];
    if (text === undefined) throw new Error("no sentence for " + key);
    return text.replace(/\{(\w+)\}/g, (_, name) => String(args[name]));
  };

  CC.both = (texts) => texts[CC.lang] || "";

  CC.sayAll = () => {
    document.documentElement.lang = CC.lang;
    document.querySelectorAll("[data-say]").forEach((e) => { e.textContent = CC.say(e.dataset.say); });
    document.querySelectorAll("[data-say-label]").forEach((e) => {
      e.setAttribute("aria-label", CC.say(e.dataset.sayLabel));
      if (e.tagName === "INPUT") e.placeholder = CC.say(e.dataset.sayLabel);
      else e.title = CC.say(e.dataset.sayLabel);
    });
  };

  const locale = () => (CC.lang === "vi" ? "vi-VN" : "en-GB");
  // To make a formatter takes a hundred times as long as to use it.
  const formatters = new Map();
  CC.number = (value, digits = 0) => {
    const key = locale() + digits;
    if (!formatters.has(key)) formatters.set(key, new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }));
    return formatters.get(key).format(value);
  };

  CC.money = (vnd) => {
    if (vnd === null || vnd === undefined) return "–";
    if (Math.abs(vnd) >= 1e9) return CC.number(vnd / 1e9, 2) + " " + CC.say("map.unit.billion");
    if (Math.abs(vnd) >= 1e6) return CC.number(vnd / 1e6, 1) + " " + CC.say("map.unit.million");
    return CC.number(vnd) + " ₫";
  };

  CC.duration = (seconds) => {
    if (seconds === null || seconds === undefined) return "–";
    const minutes = Math.floor(Math.abs(seconds) / 60);
    const sign = seconds < 0 ? "−" : "";
    const rest = minutes % 60;
    return sign + Math.floor(minutes / 60) + " h" + (rest ? " " + String(rest).padStart(2, "0") : "");
  };

  CC.clock = (seconds) => {
    const minutes = Math.floor((((seconds % 86400) + 86400) % 86400) / 60);
    return String(Math.floor(minutes / 60)).padStart(2, "0") + ":" + String(minutes % 60).padStart(2, "0");
  };

  CC.hours = ([opens, closes]) => {
    const text = (s) => String(Math.floor(s / 3600)).padStart(2, "0") + ":" +
      String(Math.floor((s % 3600) / 60)).padStart(2, "0");
    return text(opens) + "–" + text(closes);
  };

  CC.date = (iso) => iso.slice(8, 10) + "/" + iso.slice(5, 7) + "/" + iso.slice(0, 4);
  // Moments of the world's clock as people in Vietnam read them.
  CC.stamp = (iso) => (Number.isNaN(Date.parse(iso)) ? iso : new Intl.DateTimeFormat(locale(), { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(iso)));
  CC.dayName = (day) => CC.say("map.day." + (((day % 7) + 7) % 7));
  CC.dayOf = (seconds) => Math.floor(seconds / 86400);
  CC.moment = (seconds) => CC.dayName(CC.dayOf(seconds)) + " " + CC.clock(seconds);

  CC.fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");

  // Text of data only ever becomes a text node: markup in a name stays what it is, a name.
  CC.node = (tag, className, ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    children.flat().forEach((child) => {
      if (child !== null && child !== undefined) element.append(child);
    });
    return element;
  };

  CC.svg = (tag, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
    element.append(...children);
    return element;
  };

  CC.button = (className, onclick, ...children) => {
    const element = CC.node("button", className, ...children);
    element.type = "button";
    element.addEventListener("click", onclick);
    return element;
  };
})();
