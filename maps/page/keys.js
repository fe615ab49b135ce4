"use strict";
// The keyboard: digits for views, / for the search box, Escape for one step back.
(() => {
  const { data, state } = CC;
  const typing = (target) => /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "checkbox" && target.type !== "range";

  const back = () => {
    if (document.querySelector(".leaflet-popup")) CC.map.closePopup();
    else if (state.run !== null) CC.set({ run: null });
    else if (state.focus) CC.set({ focus: null });
  };

  const press = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const view = data.views[Number(event.key) - 1];
    if (view) CC.showView(view);
    else if (event.key === "/") document.getElementById("search").focus();
    else if (event.key === "Escape") back();
    else return;
    event.preventDefault();
  };

  CC.startKeys = () => document.addEventListener("keydown", press);
})();
