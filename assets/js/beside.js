// The list beside what is open: it stays where one had scrolled it, and a row that is opened can be seen in it.
//
// Markup:  .inbox-list, named by its aria-label, with the row that is open of class `on`; where it scrolls by itself.

let left = {};

export function start() {
  document.addEventListener("turbo:before-render", () => (left = now()));
  document.addEventListener("turbo:load", come);
}

function now() {
  const list = document.querySelector(".inbox-list");
  const row = list?.querySelector(".row.on");
  return { list, row, label: list?.ariaLabel, open: row?.id, top: list?.scrollTop };
}

function come() {
  const { list, row, label, open } = now();
  // On a phone the page scrolls, and begins with what is open.
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const same = label === left.label;
  if (same) list.scrollTop = left.top;
  if (!row || (same && open === left.open)) return;
  const [at, box] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  if (at.top < box.top || at.bottom > box.bottom) list.scrollTop += at.top - box.top - (box.height - at.height) / 2;
}
