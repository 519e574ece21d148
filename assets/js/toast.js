// Toasts, the newest first, go by themselves, held while somebody points at them or is in them. A morph brings new ones and takes none.
//
// Markup:  <div id="toasts" class="toasts" role="status"> once a page; in it <div class="toast" id="toast-…"
//          data-seconds="30"> with an id of its own, and <form method="post" data-undo> when it can be taken back (⌘Z
//          presses it). Without data-seconds: 30 when it can be taken back, else 6. With 0 it stays.

import { onPage } from "./page.js";

const due = new WeakMap();
let saidUntilNow = 0;

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

/** Says one line that the server did not write into a page, perhaps with something offered: the same line only once. */
export function say(text, seconds = 6, offered = undefined) {
  const place = document.getElementById("toasts");
  if (!place || Array.from(place.children).some((other) => other.textContent === text)) return;
  const toast = document.createElement("div");
  // With an id of its own no morph takes it for the toast that the server brings.
  toast.id = `toast-said-${++saidUntilNow}`;
  toast.className = "toast";
  toast.dataset.seconds = seconds;
  toast.append(offered ? Object.assign(document.createElement("span"), { textContent: text }) : text);
  if (offered) toast.append(button(offered, toast));
  place.prepend(toast);
  time(toast);
}

function button({ label, run }, toast) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  made.addEventListener("click", () => {
    toast.remove();
    run();
  });
  return made;
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
