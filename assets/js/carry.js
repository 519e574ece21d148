// Moving a row by keyboard: Space holds it, arrows move it, Enter drops it, Esc puts it back. Every step is said aloud.
//
// Markup:  as drag.js; the list may say how many rows there are in all (data-total) when it shows only some; a line
//          across the list is `.waterline` with its name in <strong>. On a board the columns, named by their aria-label, have
//          data-state: a card goes across them, and not up or down.

import { keymap } from "./keys.js";
import { rowsOf, sendPlace, setDragging } from "./move.js";
import { announce, focusOn, on, onPage } from "./page.js";

let held;
let home;
let next;
let moving = false;

export function start() {
  keymap.add("row", "space", "Hold the row to move it", () => hold(document.activeElement));
  keymap.add("carry", "arrowup", "Move up", () => shift(-1));
  keymap.add("carry", "arrowdown", "Move down", () => shift(1));
  keymap.add("carry", "arrowleft", "Move to the column before", () => across(-1));
  keymap.add("carry", "arrowright", "Move to the next column", () => across(1));
  keymap.add("carry", "enter", "Drop", drop);
  keymap.add("carry", "space", "Drop", drop);
  keymap.add("carry", "escape", "Put back", putBack);
  // The grip is a button: pressed by keyboard (no pointer, so no click count) it does what Space does.
  on("click", "[data-sortable] .grip", (event, grip) => {
    if (event.detail === 0) hold(grip.closest("[data-row]"));
  });
  document.addEventListener("focusout", ({ target }) => target === held && !moving && putBack());
  onPage(() => held && !held.isConnected && release());
}

/** “S-212, rank 4 of 17, above the line Sprint 32”. */
export function placeText(key, rank, total, line) {
  return `${key}, rank ${rank} of ${total}${line ? `, above the line ${line}` : ""}`;
}

function hold(row) {
  if (held || !row?.closest("[data-sortable]")) return false;
  held = row;
  home = row.parentElement;
  next = row.nextElementSibling;
  setDragging(true);
  document.documentElement.dataset.carrying = "";
  row.classList.add("held");
  focusOn(row);
  announce(`${place()}. Held: arrows move, Enter drops, Escape puts back.`);
  return true;
}

function shift(by) {
  const all = rowsOf(held.parentElement);
  const other = all[all.indexOf(held) + by];
  if (other && !held.parentElement.dataset.state) put(by < 0 ? other : other.nextElementSibling);
  announce(place());
  return true;
}

function across(by) {
  const columns = Array.from(document.querySelectorAll("[data-sortable][data-state]"));
  const column = columns[columns.indexOf(held.parentElement) + by];
  if (column && home.dataset.state) put(column === home ? next : null, column);
  announce(place());
  return true;
}

function drop() {
  const row = held;
  const text = place();
  const [from, below] = [home, next];
  const isMoved = row.parentElement !== from || row.nextElementSibling !== below;
  release();
  announce(`${text}. Dropped.`);
  if (isMoved) sendPlace(row, () => focusOn(from.insertBefore(row, below)));
  return true;
}

function putBack() {
  put(next, home);
  const text = place();
  release();
  announce(`${text}. Put back.`);
  return true;
}

// Moving an element takes its focus away; that is not somebody leaving it.
function put(before, list = held.parentElement) {
  moving = true;
  list.insertBefore(held, before);
  focusOn(held);
  moving = false;
}

function release() {
  held.classList.remove("held");
  held = undefined;
  delete document.documentElement.dataset.carrying;
  setDragging(false);
}

// A list may begin in the middle of the order, so ranks count from the number its first row had.
function place() {
  const list = held.parentElement;
  if (list.dataset.state) return `${held.id}, ${list.ariaLabel}`;
  const all = rowsOf(list);
  const ranks = all.map((row) => Number.parseInt(row.querySelector(".rank")?.textContent, 10)).filter(Number.isInteger);
  const first = ranks.length ? Math.min(...ranks) : 1;
  const line = held.nextElementSibling?.matches(".waterline")
    ? held.nextElementSibling.querySelector("strong")?.textContent
    : "";
  return placeText(held.id, first + all.indexOf(held), list.dataset.total ?? first + all.length - 1, line);
}
