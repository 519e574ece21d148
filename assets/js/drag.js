// Dragging rows to another place. On touch and by keyboard the same is done by “Move” and by Space (carry.js).
//
// Markup:  [data-sortable] on a tbody or ul whose rows have `data-row`, an id and a `.grip`; #move-form (move.js).
//          Leave data-sortable away where the order cannot be changed. The dragged row carries the class `held`.

import { rowsOf, sendPlace, setDragging } from "./move.js";
import { onPage } from "./page.js";

export function start() {
  onPage(async () => {
    const lists = document.querySelectorAll("[data-sortable]");
    if (lists.length === 0) return;
    // Fetched only where there is something to drag.
    const { default: Sortable } = await import("../vendor/sortable.js");
    for (const list of lists) if (!Sortable.get(list)) makeSortable(Sortable, list);
  });
}

function makeSortable(Sortable, list) {
  let before;
  Sortable.create(list, {
    handle: ".grip",
    draggable: "[data-row]",
    ghostClass: "held",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    onStart() {
      before = rowsOf(list);
      setDragging(true);
    },
    onEnd({ item }) {
      if (rowsOf(list).some((row, at) => row !== before[at])) sendPlace(item);
      setDragging(false);
    },
  });
}
