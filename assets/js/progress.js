// Work that goes on at the server is looked at again and again while it can be seen, and no longer when it is done.
//
// Markup:  <section data-poll="1000">, in milliseconds; the page that shows the end has none.

import { onPage } from "./page.js";
import { ask } from "./refresh.js";

let timer;

export function start() {
  onPage(() => {
    clearTimeout(timer);
    const pauses = Array.from(document.querySelectorAll("[data-poll]"), ({ dataset }) => Number(dataset.poll));
    if (pauses.length > 0) timer = setTimeout(ask, Math.min(...pauses));
  });
}
