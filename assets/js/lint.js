// While one writes a story, what could be said better in it.
//
// Markup:  data-lint around some fields, with the address that answers; [data-lint-list] in it, for the answer;
//          <button type="button" data-use="means" data-text="…"> in the answer puts other words into a field.
// Asks:    GET address?role=…&means=… for the contents of that list.

import { on } from "./page.js";

/** How long to wait for the next letter, in milliseconds. */
const PAUSE = 200;

let timer;
let asking;

export function start() {
  on("input", "[data-lint]", (_, form) => {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(ask, PAUSE, form);
  });
  on("click", "[data-lint] [data-use]", (_, button) => use(button));
}

/** What is asked of an address: every field that says something. */
export function asked(address, fields) {
  const asked = new URL(address);
  for (const { name, value } of fields) if (name && value.trim()) asked.searchParams.set(name, value.trim());
  return asked;
}

async function ask(form) {
  const list = form.querySelector("[data-lint-list]");
  const fields = form.querySelectorAll("input:not([type=hidden]), textarea");
  asking = new AbortController();
  try {
    const address = asked(new URL(form.dataset.lint, location.href), fields);
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) list.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") console.warn(error);
  }
}

function use({ dataset, parentElement }) {
  const field = parentElement.closest("[data-lint]").querySelector(`[name="${CSS.escape(dataset.use)}"]`);
  field.value = dataset.text;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
