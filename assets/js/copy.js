// Copies what stands in a field: a link or a token that is shown once.
//
// Markup:  <button type="button" data-copy="<id of the field>">; the field is selected as well, so that it can be copied
//          by hand where the browser does not let a script.

import { on } from "./page.js";
import { say } from "./toast.js";

export function start() {
  on("click", "[data-copy]", async (_, button) => {
    const field = document.getElementById(button.dataset.copy);
    field.focus();
    field.select();
    say((await copied(field.value)) ? "Copied" : "It is selected. Copy it with the keys of your browser.");
  });
}

// Only pages behind https, or of this very machine, are given the clipboard.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
