// Toasts go by themselves, held while somebody points at them or is in them. A morph brings new ones and takes none.
//
// Markup:  <div id="toasts" class="toasts" role="status"> once a page; in it <div class="toast" id="toast-…"
//          data-seconds="30"> with an id of its own, and <form method="post" data-undo> when it can be taken back (⌘Z
//          presses it). Without data-seconds: 30 when it can be taken back, else 6. With 0 it stays.

import { onPage } from "./page.js";

const due = new WeakMap();

export function start() {
  onPage(() => document.querySelectorAll(".toast").forEach(time));
  document.addEventListener("turbo:before-morph-element", (event) => {
    const { currentElement, newElement } = event.detail;
    if (!newElement && currentElement.matches(".toast")) event.preventDefault();
  });
  // What was taken back, or is being answered, need not be offered any longer.
  document.addEventListener(
    "turbo:submit-end",
    ({ target, detail }) => detail.success && target.closest(".toast")?.remove(),
  );
}

/** Says one line that the server did not write into a page; the same line stands there only once. */
export function say(text, seconds = 6) {
  const place = document.getElementById("toasts");
  if (!place || Array.from(place.children).some((other) => other.textContent === text)) return;
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.dataset.seconds = seconds;
  toast.textContent = text;
  place.append(toast);
  time(toast);
}

/** How long a toast stays, in seconds; undefined when it waits for an answer. */
export function secondsOf(given, canBeUndone) {
  const seconds = Number(given ?? (canBeUndone ? 30 : 6));
  return seconds > 0 ? seconds : undefined;
}

function time(toast) {
  if (due.has(toast)) return;
  // One that has had its time already comes back with a page kept for the way back.
  if ("timed" in toast.dataset) {
    toast.remove();
    return;
  }
  due.set(toast, true);
  toast.dataset.timed = "";
  const seconds = secondsOf(toast.dataset.seconds, toast.querySelector("[data-undo]") !== null);
  if (seconds) setTimeout(end, seconds * 1000, toast);
}

function end(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(end, 1000, toast);
  else toast.remove();
}
