// “W” shows why something is there: its thread up to the vision. Of a row in a popover below its dots, else where the
// thread stands on the page or in the drawer.
//
// Markup:  <div id="why" popover> once a page, and rows that open in a drawer; <nav class="thread"> of a thing.
// Asks:    what drawer.js asks, and shows the .thread of the answer.

import { LINKS, fetchDrawer } from "./drawer.js";
import { keymap } from "./keys.js";
import { openBelow } from "./popover.js";
import { current } from "./walk.js";

export function start() {
  keymap.add("page", "w", "Show why: the thread up", () => {
    const thread = document.querySelector("#drawer-slot .thread, main .thread");
    const row = current();
    if (document.getElementById("why") && row && !thread?.closest(".drawer")) show(row);
    else if (thread) (thread.querySelector("button") ?? thread.querySelector("a"))?.focus();
    else return false;
    return true;
  });
}

async function show(row) {
  const link = row.querySelector(LINKS);
  const drawer = link && (await fetchDrawer(link));
  const thread = drawer?.querySelector(".thread");
  const place = document.getElementById("why");
  if (!thread || !place) return;
  place.replaceChildren(thread);
  openBelow(place, row.querySelector(".dots")?.closest("td") ?? row);
}
