// Finds the button or link that carries a key in the markup, nearest first: what lies on top, then what is being worked
// on, then the page, then what its closed menus and the palette hold, which can be done without opening them.

import { pressInRowMenu } from "./rowmenu.js";
import { isField } from "./page.js";

/** Presses what carries the key, or focuses it if it is a field; true when there was something. */
export function pressMarked(key) {
  const marks = Array.from(document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)).filter(isUsable);
  const row = document.activeElement?.closest("[data-row]");
  const dialog = document.querySelector("dialog:modal");
  const inside = (place) => place && marks.find((mark) => place.contains(mark) && isSeen(mark));
  if (dialog) return use(inside(dialog));
  const nearest =
    inside(document.querySelector("[popover]:popover-open")) ??
    inside(document.querySelector("details.menu[open]")) ??
    inside(document.querySelector("#drawer-slot > .drawer")) ??
    inside(document.querySelector(".bulk")) ??
    inside(row);
  if (nearest) return use(nearest);
  if (row && pressInRowMenu(row, key)) return true;
  // A key of a row means that row, so it does nothing while no row is chosen.
  const onPage = marks.find((mark) => isSeen(mark) && !mark.closest("[data-row]"));
  const inMenu = marks.find((mark) => mark.closest("main details.menu > .menu-list") && !mark.closest("[data-row]"));
  return use(onPage ?? inMenu ?? marks.find((mark) => mark.closest("#palette")));
}

function use(mark) {
  if (!mark) return false;
  if (isField(mark)) {
    mark.focus();
    mark.select?.();
  } else {
    mark.click();
    // The arrows walk through an opened menu from here.
    if (mark.localName === "summary") mark.focus();
  }
  return true;
}

function isUsable(mark) {
  return !mark.disabled && mark.ariaDisabled !== "true";
}

function isSeen(mark) {
  return mark.checkVisibility({ visibilityProperty: true });
}
