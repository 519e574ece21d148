// Adding one after another: the field is empty for the next line as soon as the first is sent, lines that are finished
// before the server has answered wait their turn, and a text that did not arrive comes back.
//
// Markup:  form[data-quick] with one text field; its fields have ids.

import { isUnderWay } from "./sent.js";

const waiting = [];
const sent = new WeakMap();
// From the moment a line is read until its answer is there; what is under way in general is known a little later.
let busy = false;

export function start() {
  document.addEventListener("keydown", hold, true);
  // Just now the form was read, so nothing that is typed from here on is taken for what was sent.
  document.addEventListener("formdata", ({ target }) => {
    if (!target.matches("[data-quick]")) return;
    const field = fieldOf(target);
    busy = true;
    sent.set(target, field.value);
    field.value = "";
  });
  document.addEventListener("turbo:submit-end", ({ target, detail }) => {
    if (!target.matches("[data-quick]")) return;
    busy = false;
    if (!detail.success) fieldOf(target).value ||= sent.get(target) ?? "";
    // A page that is not drawn again shall not keep what waits.
    setTimeout(sendNext, 500);
  });
  for (const name of ["turbo:load", "turbo:render"]) document.addEventListener(name, sendNext);
}

function fieldOf(form) {
  return form.querySelector("input:not([type=hidden])");
}

// While a form is under way its buttons are disabled, and the browser would ignore Enter.
function hold(event) {
  const isPlainEnter = event.key === "Enter" && !event.metaKey && !event.ctrlKey && !event.isComposing;
  if (!isPlainEnter || !(busy || isUnderWay()) || !event.target.matches?.("[data-quick] input")) return;
  event.preventDefault();
  if (event.target.value.trim()) waiting.push(event.target.value);
  event.target.value = "";
}

function sendNext() {
  const form = document.querySelector("form[data-quick]");
  if (!form || busy || isUnderWay() || waiting.length === 0) return;
  const field = fieldOf(form);
  const typed = field.value;
  field.value = waiting.shift();
  form.requestSubmit();
  field.value = typed;
}
