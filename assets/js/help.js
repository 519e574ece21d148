// “?” lists every key there is: those the behaviours have taken, those of this page's buttons, those of the navigation.

import { keymap, singleKeys } from "./keys.js";
import { signsOf } from "./keymap.js";
import { remember } from "./memory.js";

export function start() {
  keymap.add("page", "?", "All keys", show);
}

function show() {
  const dialog = element("dialog", { className: "dialog keys", id: "all-keys" });
  dialog.setAttribute("aria-labelledby", "all-keys-h");
  const head = element("header", {}, element("h2", { id: "all-keys-h", textContent: "Keys" }), switchOfKeys());
  dialog.append(head, element("div", { className: "stack" }, ...groups().map(section)));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function switchOfKeys() {
  const tick = element("input", { type: "checkbox", className: "toggle", checked: singleKeys() });
  tick.addEventListener("change", () => remember("tandem-keys", tick.checked ? "" : "off"));
  return element("label", { className: "check" }, tick, "Single keys, outside fields");
}

function groups() {
  const marked = (inRows) =>
    Array.from(document.querySelectorAll("[data-key]"))
      .filter((mark) => Boolean(mark.closest("[data-row]")) === inRows)
      .map((mark) => [mark.dataset.key, nameOf(mark)]);
  const places = Array.from(document.querySelectorAll("[data-goto]"), (mark) => [
    `g ${mark.dataset.goto}`,
    nameOf(mark),
  ]);
  const taken = Array.from(keymap, ({ label, keys }) => [label, keys.map((key) => [key.chord, key.label])]);
  const here = [["On this page", unique(marked(false))], ["In a row of this page, here the first", unique(marked(true))]];
  const all = [...here, ["Places", unique(places)], ...taken.reverse()];
  return all.filter(([, keys]) => keys.length > 0);
}

// The first of each, since a key of several rows means the one that is chosen.
function unique(pairs) {
  return Array.from(new Map(pairs.toReversed())).toReversed();
}

function nameOf(mark) {
  if (mark.ariaLabel) return mark.ariaLabel;
  const copy = mark.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, svg, .count")) extra.remove();
  return copy.textContent.trim() || mark.labels?.[0]?.textContent.trim() || "";
}

function section([label, keys]) {
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  const terms = keys.flatMap(([chord, name]) => [
    element("dt", {}, ...signsOf(chord, isMac).map((sign) => element("kbd", { textContent: sign }))),
    element("dd", { textContent: name }),
  ]);
  return element("section", {}, element("h3", { textContent: label }), element("dl", { className: "facts" }, ...terms));
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
