// Puts a popover below what opened it. Written through CSSOM, which the strict policy allows.

/** Shows the menu below the anchor, within the window, and puts the focus in it. */
export function openBelow(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  menu.showPopover();
  menu.style.left = `${Math.max(8, Math.min(at.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 8))}px`;
  const first = menu.querySelector("input:not([type=hidden]), button, a[href]");
  first?.focus();
  first?.select?.();
}
