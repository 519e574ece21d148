// Light or dark, remembered in this browser. `theme-early.js` puts it back before the first paint.
//
// Markup:  <button type="button" data-theme-switch>

import { on } from "./page.js";
import { remember } from "./memory.js";

export function start() {
  on("click", "[data-theme-switch]", () => {
    const root = document.documentElement;
    root.dataset.theme = other(root.dataset.theme, matchMedia("(prefers-color-scheme: dark)").matches);
    remember("tandem-theme", root.dataset.theme);
  });
}

/** The theme to switch to, from the chosen one or else the system's. */
export function other(chosen, systemIsDark) {
  return (chosen ?? (systemIsDark ? "dark" : "light")) === "dark" ? "light" : "dark";
}
