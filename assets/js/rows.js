// Selecting rows, one by one or by range, and the bar that acts on all of them.
//
// Markup:  <input type="checkbox"> in [data-row] (the row's id is the key); points in the row's `.num`
//          cell or in [data-points]; <div class="bulk" role="toolbar" hidden> with [data-count] for the sum and
//          [data-clear]; every form that acts on the selection carries data-bulk, wherever it stands.
// Sends:   `thing=<key>` once for each selected row with every form[data-bulk]; in a dialog with data-for, that key alone.

import { keymap } from "./keys.js";
import { focusOn, on, onPage } from "./page.js";
import { between, extended, summary } from "./ranges.js";
import { current, rows, step } from "./walk.js";

let anchor;

export function start() {
  keymap.add("page", "x", "Select", () => toggle(current()));
  keymap.add("page", "shift+j", "Select down to the next row", () => extend(1));
  keymap.add("page", "shift+k", "Select up to the previous row", () => extend(-1));
  keymap.add("page", "escape", "Deselect", clear);
  on("click", "[data-row] input[type=checkbox]", (event, tick) => pick(event, tick));
  on("click", "[data-clear]", clear);
  document.addEventListener("formdata", ({ target, formData }) => {
    if (target.matches("[data-bulk]")) for (const key of meant(target)) formData.append("thing", key);
  });
  document.addEventListener("turbo:submit-end", ({ target, detail }) => {
    if (detail.success && target.matches("[data-bulk]") && !target.closest("[data-for]")) clear();
  });
  onPage(show);
}

/** The keys of the selected rows, in their order. */
export function selection() {
  return all()
    .filter((row) => tickOf(row).checked)
    .map((row) => row.id);
}

function meant(form) {
  const one = form.closest("[data-for]");
  return one ? [one.dataset.for] : selection();
}

function all() {
  return rows().filter(tickOf);
}

function tickOf(row) {
  return row.querySelector("input[type=checkbox]");
}

function pick(event, tick) {
  const row = tick.closest("[data-row]");
  const keys = all().map(({ id }) => id);
  if (event.shiftKey && keys.includes(anchor)) {
    const range = new Set(between(keys, anchor, row.id));
    for (const other of all()) if (range.has(other.id)) tickOf(other).checked = tick.checked;
  }
  anchor = row.id;
  show();
}

function toggle(row) {
  const tick = row && tickOf(row);
  if (!tick) return false;
  tick.checked = !tick.checked;
  anchor = row.id;
  show();
  return true;
}

function extend(by) {
  const from = current() ?? step(by);
  if (!from || !tickOf(from)) return false;
  const to = step(by, from);
  const keys = all().map(({ id }) => id);
  if (!keys.includes(anchor) || !tickOf(from).checked) anchor = from.id;
  const selected = extended(keys, selection(), anchor, from.id, to.id);
  for (const row of all()) tickOf(row).checked = selected.has(row.id);
  focusOn(to);
  show();
  return true;
}

function clear() {
  const chosen = all().filter((row) => tickOf(row).checked);
  for (const row of chosen) tickOf(row).checked = false;
  anchor = undefined;
  show();
  return chosen.length > 0;
}

// The ticks are the truth and survive a morph by themselves (keep.js); what shows them is drawn from them again.
function show() {
  const chosen = all().filter((row) => tickOf(row).checked);
  for (const row of all()) mark(row, tickOf(row).checked);
  for (const bar of document.querySelectorAll(".bulk")) {
    bar.hidden = chosen.length === 0;
    const text = summary(chosen.map(pointsOf));
    const count = bar.querySelector("[data-count]");
    if (count && count.textContent !== text) count.textContent = text;
  }
}

// `aria-selected` is for rows of tables; an entry of a list may not carry it, and its `on` may be the server's.
function mark(row, isSelected) {
  if (row.localName === "tr") row.ariaSelected = isSelected ? "true" : null;
  else if (isSelected || "selected" in row.dataset) row.classList.toggle("on", isSelected);
  row.toggleAttribute("data-selected", isSelected);
}

function pointsOf(row) {
  const place = row.querySelector("[data-points]") ?? row.querySelector(".num");
  return row.dataset.points ?? place?.dataset.points ?? place?.textContent ?? "";
}
