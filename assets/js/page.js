// What every behaviour needs to know of the page: when it changed, what was clicked in it, how to speak.

/** Runs after the first load, after each visit and after each morph; what it does must stand being done again. */
export function onPage(run) {
  for (const name of ["turbo:load", "turbo:render"]) document.addEventListener(name, run);
}

/** Listens on the document, which outlives every visit and morph, for events inside what `selector` matches. */
export function on(type, selector, run, options) {
  document.addEventListener(
    type,
    (event) => {
      const found = event.target.closest?.(selector);
      if (found) run(event, found);
    },
    options,
  );
}

// A tick is no text: J, K and X go on working from a row's tick box.
const FIELDS = [
  "input:not([type=checkbox], [type=button], [type=submit], [type=reset])",
  "textarea",
  "select",
  "[contenteditable]:not([contenteditable=false])",
].join();

/** Whether keys typed here belong to a field. */
export function isField(element) {
  return element?.matches?.(FIELDS) ?? false;
}

/** A click that shall open a new tab or a download is the browser's. */
export function isPlain(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/** Focuses what takes no focus by itself, such as a row. */
export function focusOn(element) {
  if (!element) return;
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

/** Says something to those who do not see it happen. `#announce` is there from the start, or readers would miss it. */
export function announce(text) {
  const region = document.getElementById("announce");
  if (region) region.textContent = text;
}
