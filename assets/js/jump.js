// A link to a field of the page opens the form that holds it and puts the cursor there.

import { isField, isPlain, on } from "./page.js";

export function start() {
  on("click", 'a[href^="#"]', (event, link) => {
    const field = document.getElementById(link.hash.slice(1));
    if (!isPlain(event) || !isField(field)) return;
    event.preventDefault();
    const form = field.closest("details");
    if (form) form.open = true;
    field.focus();
  });
}
