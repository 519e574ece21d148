// Search and commands: ⌘K, type, arrows, Enter.
//
// Markup:  <dialog id="palette" data-product="shelf"> with input[type=search] and .menu-list; the server writes the
//          default list. Without a script [data-open=palette] is a link to the page of search.
// Asks:    GET /search/jump?q=…&product=… for the contents of .menu-list (links, buttons, p.label, hr).

import { open } from "./dialogs.js";
import { keymap } from "./keys.js";
import { on } from "./page.js";

/** How long to wait for the next letter, in milliseconds. */
const PAUSE = 80;

let usual;
let timer;
let asking;
// The text whose choices are shown, and whether Enter was pressed before they came.
let shown = "";
let isAwaited = false;

export function start() {
  keymap.add("page", "mod+k", "Search and commands", openPalette);
  keymap.add("field", "mod+k", "Search and commands", openPalette);
  on("click", "[data-open=palette]", () => reset(palette()));
  on("input", "#palette input[type=search]", (_, field) => {
    clearTimeout(timer);
    asking?.abort();
    isAwaited = false;
    if (field.value.trim()) timer = setTimeout(ask, PAUSE, field.value.trim());
    else fill(usual.cloneNode(true), "");
  });
  on("keydown", "#palette input[type=search]", move);
  on("click", "#palette .menu-list :is(a, button)", () => palette().close());
}

function palette() {
  return document.getElementById("palette");
}

function openPalette() {
  const dialog = palette();
  if (!dialog || document.querySelector("dialog:modal")) return false;
  reset(dialog);
  open(dialog);
  dialog.querySelector("input[type=search]").focus();
  return true;
}

function reset(dialog) {
  const field = dialog?.querySelector("input[type=search]");
  if (!field) return;
  // What the server put there comes back when the field is empty again.
  if (!field.value) usual = copyOf(dialog.querySelector(".menu-list"));
  field.value = "";
  fill(usual.cloneNode(true), "");
}

function copyOf(list) {
  const copy = document.createDocumentFragment();
  copy.append(...Array.from(list.childNodes, (node) => node.cloneNode(true)));
  return copy;
}

async function ask(text) {
  asking = new AbortController();
  const address = new URL("/search/jump", location.href);
  address.search = new URLSearchParams({ q: text, product: palette().dataset.product ?? "" });
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    fill(template.content, text);
  } catch (error) {
    if (error.name !== "AbortError") console.warn(error);
  }
}

// The list is read out as choices of the field, which keeps the focus.
function fill(content, text) {
  const list = palette().querySelector(".menu-list");
  list.replaceChildren(content);
  shown = text;
  list.id ||= "palette-list";
  list.role = choices().length > 0 ? "listbox" : null;
  list.ariaLabel = choices().length > 0 ? "Found" : null;
  for (const child of list.querySelectorAll("p, hr")) child.role = "none";
  choices().forEach((choice, at) => Object.assign(choice, { id: `palette-${at}`, role: "option", tabIndex: -1 }));
  const field = palette().querySelector("input[type=search]");
  Object.assign(field, { role: "combobox", ariaExpanded: String(choices().length > 0), ariaAutoComplete: "list" });
  field.setAttribute("aria-controls", list.id);
  choose(choices().find((choice) => choice.classList.contains("on")) ?? choices()[0]);
  if (isAwaited) take();
}

function choices() {
  return Array.from(palette().querySelectorAll(".menu-list :is(a, button)"));
}

function choose(chosen) {
  for (const choice of choices()) {
    choice.classList.toggle("on", choice === chosen);
    choice.ariaSelected = String(choice === chosen);
  }
  chosen?.scrollIntoView({ block: "nearest" });
  palette()
    .querySelector("input[type=search]")
    .setAttribute("aria-activedescendant", chosen?.id ?? "");
}

function move(event) {
  const all = choices();
  const at = all.findIndex((choice) => choice.classList.contains("on"));
  if (event.isComposing) return;
  if (event.key === "Escape") palette().close();
  else if (event.key === "ArrowDown") choose(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") choose(all.at(at - 1));
  else if (event.key !== "Enter" || !take(event.target.value.trim())) return;
  event.preventDefault();
}

// Enter means the text that stands there, whose choices may still be on their way.
function take(text = shown) {
  isAwaited = text !== shown;
  const choice = choices().find(({ classList }) => classList.contains("on"));
  if (!isAwaited) choice?.click();
  return isAwaited || choice !== undefined;
}
