// One menu for all rows of a list: “more” opens it, filled for its row. Without a script the link leads to the thing's
// page.
//
// Markup:  <div id="row-menu" class="menu-list row-menu" popover> once a page, and in each row <a class="more" href>.
//          Filled: [data-fill] with the row's key, [data-fill="title"] with its title, [name=rank] with its rank;
//          a[data-href="/shelf/{thing}/split"] and form[data-action="/shelf/{thing}/drop"] with the key in the address.
//          [data-open] in it opens a dialog of the selection (rows.js) for this row alone: it carries data-for, its
//          [data-subject] says the key, and its [data-from=".num"] field begins with what that cell of the row says.
// Sends:   `thing=<row id>` with every form of the menu.

import { focusOn, isPlain, isField, on } from "./page.js";
import { openBelow } from "./popover.js";

let row;
let wasOpenFor;

export function start() {
  // The browser closes an open menu before the click arrives; a second click on the same link shall only close it.
  on("pointerdown", "[data-row] .more", (_, link) => (wasOpenFor = isOpen() ? row : link), { capture: true });
  on("click", "[data-row] .more", (event, link) => {
    if (!menu() || !isPlain(event)) return;
    event.preventDefault();
    if (wasOpenFor !== link.closest("[data-row]")) openFor(link.closest("[data-row]"));
    wasOpenFor = undefined;
  });
  document.addEventListener("formdata", ({ target, formData }) => {
    if (row && target.closest("#row-menu")) formData.set("thing", row.id);
  });
  document.addEventListener("turbo:submit-start", ({ target }) => target.closest("#row-menu") && menu().hidePopover());
  document.addEventListener("close", ({ target }) => giveFocusBack(target), true);
  on("click", "[data-open]", (_, opener) => setSubject(document.getElementById(opener.dataset.open), opener));
}

/** Presses what carries the key in the row menu, as if the menu had been opened for the row. */
export function pressInRowMenu(forRow, key) {
  const mark = menu()?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!mark || mark.disabled || !forRow.querySelector(".more")) return false;
  if (isField(mark)) {
    openFor(forRow);
    mark.focus();
    mark.select?.();
  } else {
    fill(forRow);
    mark.click();
  }
  return true;
}

// A dialog of the selection means one row when it is opened from that row's menu.
function setSubject(dialog, opener) {
  const subject = dialog?.querySelector("[data-subject]");
  if (!subject) return;
  const isForRow = opener.closest("#row-menu") !== null;
  if (isForRow && isOpen()) menu().hidePopover();
  subject.dataset.subject ||= subject.textContent;
  subject.textContent = isForRow ? row.id : subject.dataset.subject;
  dialog.toggleAttribute("data-for", isForRow);
  if (isForRow) dialog.dataset.for = row.id;
  for (const field of dialog.querySelectorAll("[data-from]")) {
    field.value = isForRow ? (row.querySelector(field.dataset.from)?.textContent.trim() ?? "") : "";
  }
}

// A dialog that came back with a refusal no longer knows where it was opened.
function giveFocusBack(dialog) {
  const nowhere = document.activeElement === document.body || dialog.contains(document.activeElement);
  if (nowhere) focusOn(document.getElementById(dialog.dataset.for ?? ""));
}

function menu() {
  return document.getElementById("row-menu");
}

function isOpen() {
  return menu()?.matches(":popover-open") ?? false;
}

function openFor(forRow) {
  if (isOpen()) menu().hidePopover();
  fill(forRow);
  openBelow(menu(), forRow.querySelector(".more"));
}

function fill(forRow) {
  row = forRow;
  const title = row.querySelector(".title")?.textContent ?? row.id;
  for (const place of menu().querySelectorAll("[data-fill]")) {
    place.textContent = place.dataset.fill === "title" ? title : row.id;
  }
  for (const rank of menu().querySelectorAll("[name=rank]")) rank.value = row.querySelector(".rank")?.textContent ?? "";
  for (const link of menu().querySelectorAll("[data-href]")) link.href = link.dataset.href.replace("{thing}", row.id);
  for (const form of menu().querySelectorAll("form[data-action]")) {
    form.action = form.dataset.action.replace("{thing}", row.id);
  }
  menu().ariaLabel = `More for ${row.id}`;
}
