// The table of who decides: arrows from cell to cell, a click or Enter opens the choices, a letter takes one at once.
//
// Markup:  table.raci with tr[data-right="backlog.order"] and td[data-role="owner"] > button[data-v="A"]; where it may
//          be changed <div id="cell-menu" class="menu-list" popover> with [data-fill] and a form whose submit buttons
//          carry their value and data-key ("a", "r", "c", "i", "-").
// Sends:   `right` and `role` of the cell, with the pressed button's own name and value.

import { keymap } from "./keys.js";
import { isPlain, on, onPage } from "./page.js";
import { openBelow } from "./popover.js";

let cell;

export function start() {
  for (const [key, label, down, across] of [
    ["arrowup", "Up", -1, 0],
    ["arrowdown", "Down", 1, 0],
    ["arrowleft", "Left", 0, -1],
    ["arrowright", "Right", 0, 1],
  ]) {
    keymap.add("matrix", key, label, () => moveFocus(down, across));
  }
  for (const [key, label] of [
    ["a", "Decides"],
    ["r", "Prepares it"],
    ["c", "Told before"],
    ["i", "Told after"],
    ["-", "Not involved"],
  ]) {
    keymap.add("matrix", key, label, () => take(document.activeElement, key));
  }
  on("click", "table.raci button", (event, button) => {
    if (!menu() || !isPlain(event)) return;
    event.preventDefault();
    fill(button);
    openBelow(menu(), button);
  });
  document.addEventListener("formdata", ({ target, formData }) => {
    if (!cell || !target.closest("#cell-menu")) return;
    formData.set("right", cell.closest("tr").dataset.right);
    formData.set("role", cell.closest("td").dataset.role);
  });
  document.addEventListener("turbo:submit-start", ({ target }) => target.closest("#cell-menu") && menu().hidePopover());
  onPage(rove);
  on("focusin", "table.raci button", rove);
}

/** The cell that many rows down and columns across; the edges of the table hold. */
export function cellAt(grid, from, down, across) {
  const row = grid.findIndex((cells) => cells.includes(from));
  const column = grid[row].indexOf(from);
  const cells = grid[Math.max(0, Math.min(grid.length - 1, row + down))];
  return cells[Math.max(0, Math.min(cells.length - 1, column + across))];
}

function menu() {
  return document.getElementById("cell-menu");
}

function gridOf(table) {
  const rows = Array.from(table.rows, (row) => Array.from(row.querySelectorAll("button")));
  return rows.filter((cells) => cells.length > 0);
}

function moveFocus(down, across) {
  const from = document.activeElement;
  cellAt(gridOf(from.closest("table")), from, down, across).focus();
}

// One stop of the Tab key for the whole table: the cell that had the focus last, at first the first.
function rove() {
  for (const table of document.querySelectorAll("table.raci")) {
    const buttons = gridOf(table).flat();
    const stop =
      buttons.find((button) => button === document.activeElement) ?? buttons.find(({ tabIndex }) => tabIndex === 0);
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  }
}

function take(button, key) {
  const choice = menu()?.querySelector(`[data-key="${key}"]`);
  if (!choice) return false;
  fill(button);
  choice.form.requestSubmit(choice);
  return true;
}

function fill(button) {
  cell = button;
  const right = button.closest("tr").querySelector("th")?.textContent.trim();
  for (const place of menu().querySelectorAll("[data-fill]")) place.textContent = right;
  for (const choice of menu().querySelectorAll("[data-key]")) {
    choice.classList.toggle("on", choice.dataset.key === button.dataset.v.toLowerCase());
  }
}
