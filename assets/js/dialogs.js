// Dialogs open by a button, close by one, by Esc, by a click beside them, and when their form was accepted.
//
// Markup:  [data-open="<dialog id>"] on a button, or on a link that leads to the same form as a page; [data-close]
//          inside; <dialog data-now> opens at once, as after a refused form.

import { isPlain, on, onPage } from "./page.js";

let pressedOn;

export function start() {
  on("click", "[data-open]", (event, opener) => {
    const dialog = document.getElementById(opener.dataset.open);
    if (!dialog || !isPlain(event)) return;
    event.preventDefault();
    open(dialog);
  });
  on("click", "dialog [data-close]", (_, closer) => closer.closest("dialog").close());
  // Releasing the mouse outside after marking text inside is no click beside the dialog.
  document.addEventListener("pointerdown", ({ target }) => (pressedOn = target));
  on("click", "dialog", (event, dialog) => event.target === dialog && pressedOn === dialog && dialog.close());
  document.addEventListener(
    "turbo:submit-end",
    ({ target, detail }) => detail.success && target.closest("dialog")?.close(),
  );
  document.addEventListener("turbo:before-cache", closeAll);
  onPage(() => document.querySelectorAll("dialog[data-now]").forEach(open));
}

/** Opens a dialog above everything; one that already stands open without a script is lifted there. */
export function open(dialog) {
  delete dialog.dataset.now;
  if (dialog.matches(":modal")) return;
  dialog.close();
  dialog.showModal();
}

// A page that is kept for the way back shall not come back with a dialog that nobody can close.
function closeAll() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}
