// Sends the new place of a row. The row is already there; if the server refuses, `refused.js` brings the page back.
//
// Markup:  <form id="move-form" method="post" action="…" hidden> with hidden fields `thing`, `after`, `before`, and `seen`
//          where the server asks whether somebody else moved the row first; <meta name="tandem-seq">.
// Sends:   the keys of the row itself, of the row above it and of the row below it, each empty at an end; the sequence the
//          page was at when the row was picked up.

let seen = "";

/** The rows of a list that have a place, without waterlines and quick entry. */
export function rowsOf(list) {
  return Array.from(list.children).filter((child) => "row" in child.dataset);
}

/** Sends where the row stands now. */
export function sendPlace(row) {
  const form = document.getElementById("move-form");
  const all = rowsOf(row.parentElement);
  const at = all.indexOf(row);
  form.elements.thing.value = row.id;
  form.elements.after.value = all[at - 1]?.id ?? "";
  form.elements.before.value = all[at + 1]?.id ?? "";
  if (form.elements.seen) form.elements.seen.value = seen;
  form.requestSubmit();
}

/** Says that a row is held or has been let go, which holds back refreshes. */
export function setDragging(isDragging) {
  if (isDragging) seen = document.querySelector("meta[name=tandem-seq]")?.content ?? "";
  document.documentElement.toggleAttribute("data-dragging", isDragging);
  if (!isDragging) document.dispatchEvent(new CustomEvent("tandem:dropped"));
}
