// A tick that is offered with some choices follows the choice, until somebody sets it themselves.
//
// Markup:  data-with="one two" on a checkbox, of which one and two are values of radios in the same form.

import { on } from "./page.js";

const set = new WeakSet();

export function start() {
  on("change", "[data-with]", ({ target }) => set.add(target));
  on("change", "input[type=radio]", ({ target }) => {
    const ticks = Array.from(target.form?.querySelectorAll("[data-with]") ?? [], (tick) => [tick, tick.dataset.with.split(" ")]);
    if (!ticks.some(([, values]) => values.includes(target.value))) return;
    for (const [tick, values] of ticks) if (!set.has(tick)) tick.checked = values.includes(target.value);
  });
}
