// Sends the new place of a row. The row is already there; if the server refuses, `refused.js` brings the page back.
//
// Markup:  <form id="move-form" method="post" action="…" hidden> with those of the hidden fields `thing`, `after`, `before`,
//          `state` and `seen` that the server asks for; <meta name="tandem-seq">. On a board each list is a column with
//          data-state; one with data-refuses takes no card: it goes to where its a[data-accept] leads, or the words are said.
// Sends:   the keys of the row itself, of the row above it and of the row below it, each empty at an end; the state of its
//          column; the sequence the page was at when the row was picked up.

import { say } from "./toast.js";

let seen = "";

/** The rows of a list that have a place, without waterlines and quick entry. */
export function rowsOf(list) {
  return Array.from(list.children).filter((child) => "row" in child.dataset);
}

/** Sends where the row stands now; `putBack` is for where it cannot stay. */
export function sendPlace(row, putBack) {
  const list = row.parentElement;
  const { state, refuses } = list.dataset;
  if (refuses) {
    putBack();
    const accept = row.querySelector("a[data-accept]");
    return accept ? accept.click() : say(refuses, 12);
  }
  const form = document.getElementById("move-form");
  const all = rowsOf(list);
  const at = all.indexOf(row);
  const sent = { thing: row.id, after: all[at - 1]?.id, before: all[at + 1]?.id, state, seen };
  for (const [name, value] of Object.entries(sent)) if (form.elements[name]) form.elements[name].value = value ?? "";
  form.requestSubmit();
}

/** Says that a row is held or has been let go, which holds back refreshes. */
export function setDragging(isDragging) {
  if (isDragging) seen = document.querySelector("meta[name=tandem-seq]")?.content ?? "";
  document.documentElement.toggleAttribute("data-dragging", isDragging);
  if (!isDragging) document.dispatchEvent(new CustomEvent("tandem:dropped"));
}
