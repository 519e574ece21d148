// Tabs on one page; without a script their links lead to the parts below one another.
//
// Markup:  [role=tablist] > a[role=tab][href="#t1"][aria-controls="t1"][aria-selected], [role=tabpanel]#t1.

import { on, onPage } from "./page.js";
import { nextIn } from "./popups.js";

export function start() {
  on("click", "[role=tab]", (event, tab) => {
    event.preventDefault();
    show(tab);
  });
  on("keydown", "[role=tab]", (event, tab) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = tabsBeside(tab);
    const next = all[nextIn(all.length, all.indexOf(tab), by)];
    show(next);
    next.focus();
  });
  onPage(() => document.querySelectorAll("[role=tab][aria-selected=true]").forEach(show));
}

function tabsBeside(tab) {
  return Array.from(tab.closest("[role=tablist]").querySelectorAll("[role=tab]"));
}

function show(tab) {
  for (const other of tabsBeside(tab)) {
    other.ariaSelected = String(other === tab);
    other.tabIndex = other === tab ? 0 : -1;
    const panel = document.getElementById(other.getAttribute("aria-controls"));
    if (panel) panel.hidden = other !== tab;
  }
}
