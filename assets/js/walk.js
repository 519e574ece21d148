// Walking through rows: J and K, arrows from a row on, Enter to open.
//
// Markup:  [data-row] with an id on every row of the page's list (inside main), a link a[data-drawer], a.title or any
//          other; data-walk-opens on the list where the page shows one row's thing beside it, so that what the keys of the
//          page act on is always the row one is at.

import { focusOn } from "./page.js";
import { keymap } from "./keys.js";

let lastId;

export function start(Turbo) {
  keymap.add("page", "j", "Next row", () => walk(1));
  keymap.add("page", "k", "Previous row", () => walk(-1));
  keymap.add("row", "arrowdown", "Next row", () => walk(1));
  keymap.add("row", "arrowup", "Previous row", () => walk(-1));
  keymap.add("row", "enter", "Open beside the list", () => open(linkOf(document.activeElement)));
  keymap.add("row", "shift+enter", "Open as a page", () => {
    const link = linkOf(document.activeElement);
    if (!link) return false;
    Turbo.visit(link.href);
    return true;
  });
  document.addEventListener("focusin", ({ target }) => (lastId = target.closest?.("[data-row]")?.id || lastId));
}

function walk(by) {
  const row = step(by);
  focusOn(row);
  const link = row?.closest("[data-walk-opens]") && linkOf(row);
  if (link && link.ariaCurrent !== "true") link.click();
}

/** The rows of the page's list that can be seen. */
export function rows() {
  return Array.from(document.querySelectorAll("main [data-row]")).filter((row) => row.checkVisibility());
}

/** The row somebody is in, or was in last. */
export function current() {
  const focused = document.activeElement?.closest("main [data-row]");
  const last = () => document.querySelector(`main [data-row][id="${CSS.escape(lastId ?? "")}"]`);
  return focused ?? document.querySelector("main [data-walk-opens] [data-row].on") ?? last();
}

/** The row so many places after the given one; the ends hold. */
export function step(by, from = current()) {
  const all = rows();
  const at = all.indexOf(from);
  if (at < 0) return by > 0 ? all[0] : all.at(-1);
  return all[Math.max(0, Math.min(all.length - 1, at + by))];
}

/** The link a row opens. */
export function linkOf(row) {
  return row.querySelector("a[data-drawer]") ?? row.querySelector("a.title") ?? row.querySelector("a[href]");
}

function open(link) {
  link?.click();
  return Boolean(link);
}
