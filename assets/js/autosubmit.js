// Filters act as soon as they are changed.
//
// Markup:  data-autosubmit on a select, tick, radio or its whole form; data-autosubmit="250" on a text field to send
//          while typing, so many milliseconds after the last letter. The form keeps its button for those without a
//          script. A form with method=get replaces the page it filters instead of adding a step to the way back.

import { on } from "./page.js";

const timers = new WeakMap();

export function start() {
  on("change", "[data-autosubmit]", ({ target }) => {
    // What was sent while typing need not be sent again on leaving the field.
    if (!pauseOf(target) || timers.has(target.form)) submit(target.form);
  });
  on("input", "[data-autosubmit]", ({ target }) => {
    if (!pauseOf(target)) return;
    cancel(target.form);
    timers.set(target.form, setTimeout(submit, pauseOf(target), target.form));
  });
}

function pauseOf(field) {
  return Number(field.dataset.autosubmit ?? 0);
}

function cancel(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
}

function submit(form) {
  if (!form?.isConnected) return;
  cancel(form);
  if (form.method === "get") form.dataset.turboAction ??= "replace";
  form.requestSubmit();
}
