// Suggests the key of a product from its name, until somebody writes another.
//
// Markup:  <input data-key-for="<id of the field of the key>"> is the field of the name.

import { on } from "./page.js";

let suggested = "";

export function start() {
  on("input", "[data-key-for]", (_, name) => {
    const key = document.getElementById(name.dataset.keyFor);
    if (key.value !== "" && key.value !== suggested) return;
    key.value = suggested = keyOf(name.value);
  });
}

/** The first word of a name as a key: letters and digits without accents, 2 to 24 of them, beginning with a letter. */
export function keyOf(name) {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = plain.match(/[a-z][a-z0-9]*/g) ?? [];
  return (words.find((word) => word.length > 1) ?? "").slice(0, 24);
}
