// Moving a row by keyboard: Space holds it, arrows move it, Enter drops it, Esc puts it back. Every step is said aloud.
//
// Markup:  as drag.js; the list may say how many rows there are in all (data-total) when it shows only some; a line
//          across the list is `.waterline` with its name in <strong>.

import { keymap } from "./keys.js";
import { rowsOf, sendPlace, setDragging } from "./move.js";
import { announce, focusOn, on, onPage } from "./page.js";

let held;
let next;
let moving = false;

export function start() {
  keymap.add("row", "space", "Hold the row to move it", () => hold(document.activeElement));
  keymap.add("carry", "arrowup", "Move up", () => shift(-1));
  keymap.add("carry", "arrowdown", "Move down", () => shift(1));
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
  if (other) put(by < 0 ? other : other.nextElementSibling);
  announce(place());
  return true;
}

function drop() {
  const row = held;
  const text = place();
  const isMoved = row.nextElementSibling !== next;
  release();
  announce(`${text}. Dropped.`);
  if (isMoved) sendPlace(row);
  return true;
}

function putBack() {
  put(next);
  const text = place();
  release();
  announce(`${text}. Put back.`);
  return true;
}

// Moving an element takes its focus away; that is not somebody leaving it.
function put(before) {
  moving = true;
  held.parentElement.insertBefore(held, before);
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
  const all = rowsOf(list);
  const ranks = all.map((row) => Number.parseInt(row.querySelector(".rank")?.textContent, 10)).filter(Number.isInteger);
  const first = ranks.length ? Math.min(...ranks) : 1;
  const line = held.nextElementSibling?.matches(".waterline")
    ? held.nextElementSibling.querySelector("strong")?.textContent
    : "";
  return placeText(held.id, first + all.indexOf(held), list.dataset.total ?? first + all.length - 1, line);
}
