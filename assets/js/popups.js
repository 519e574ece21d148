// Menus: one open at a time, closed by a click elsewhere, by Esc and by what was chosen; arrows walk through them.
//
// Markup:  details.menu > summary + .menu-list; the same arrows work in a .menu-list that is a popover.

import { isField, on } from "./page.js";

export function start() {
  document.addEventListener(
    "toggle",
    ({ target }) => target.matches?.("details.menu[open]") && closeExcept(target),
    true,
  );
  document.addEventListener("click", ({ target }) => closeExcept(target.closest?.("details.menu")));
  on("click", "details.menu .menu-list :is(a, button)", (_, chosen) => (chosen.closest("details.menu").open = false));
  // What was chosen in a popover closes it; an open one would be left as it is by the page that comes back.
  document.addEventListener("turbo:submit-start", ({ target }) => {
    target.closest(".menu-list:popover-open")?.hidePopover();
  });
  document.addEventListener("turbo:before-cache", () => closeExcept());
  on("keydown", "details.menu[open]", (event, menu) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  on("keydown", "details.menu[open], .menu-list[popover]", walk);
}

/** Where an arrow leads in a menu of so many; from outside (-1) to its first or last. */
export function nextIn(count, at, by) {
  return at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count;
}

function closeExcept(menu) {
  for (const other of document.querySelectorAll("details.menu[open]")) {
    if (other !== menu && !other.contains(menu ?? null)) other.open = false;
  }
}

function walk(event, menu) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || isField(event.target)) return;
  const all = Array.from(menu.querySelectorAll(".menu-list :is(a, button), :scope[popover] :is(a, button)"));
  const usable = all.filter((element) => !element.disabled && element.checkVisibility());
  event.preventDefault();
  usable[nextIn(usable.length, usable.indexOf(document.activeElement), by)]?.focus();
}
