// Dragging rows to another place. On touch and by keyboard the same is done by “Move” and by Space (carry.js).
//
// Markup:  [data-sortable] on a tbody or ul whose rows have `data-row`, an id and a `.grip`; #move-form (move.js).
//          Leave data-sortable away where the order cannot be changed. The dragged row carries the class `held`.
//          On a board each column has data-state too: whole cards go from one to another, on touch after a moment.

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

const ROW = { handle: ".grip" };
const CARD = { group: "board", sort: false, delay: 250, delayOnTouchOnly: true };

function makeSortable(Sortable, list) {
  let before;
  Sortable.create(list, {
    ...(list.dataset.state ? CARD : ROW),
    draggable: "[data-row]",
    ghostClass: "held",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    onStart() {
      before = rowsOf(list);
      setDragging(true);
    },
    onEnd({ item, to }) {
      const next = before[before.indexOf(item) + 1] ?? null;
      if (to !== list || rowsOf(to).some((row, at) => row !== before[at]))
        sendPlace(item, () => list.insertBefore(item, next));
      setDragging(false);
    },
  });
}
