// While one writes, what was written alike before, so that nobody asks twice.
//
// Markup:  data-alike on a text field, with the address that answers; [data-alike-list] in the same form.
// Asks:    GET address?q=… for the contents of that list.

import { on } from "./page.js";

/** How long to wait for the next letter, in milliseconds. */
const PAUSE = 250;

let timer;
let asking;

export function start() {
  on("input", "[data-alike]", (_, field) => {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(ask, PAUSE, field);
  });
}

async function ask(field) {
  const list = field.form?.querySelector("[data-alike-list]");
  if (!list) return;
  asking = new AbortController();
  const address = new URL(field.dataset.alike, location.href);
  address.searchParams.set("q", field.value.trim());
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) list.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") console.warn(error);
  }
}
