// Adding one after another: the field is empty for the next line as soon as the first is sent, lines that are finished
// before the server has answered wait their turn, and a text that did not arrive comes back.
//
// Markup:  form[data-quick] with one text field; its fields have ids.

import { isUnderWay } from "./sent.js";

// Finished lines, and where each goes: they wait for their own page, should the person have left it.
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
  // Not before the answer's visit has ended, or sending would cut that off.
  document.addEventListener("turbo:load", sendNext);
}

function fieldOf(form) {
  return form.querySelector("input:not([type=hidden])");
}

// While a form is under way its buttons are disabled, and the browser would ignore Enter.
function hold(event) {
  const isPlainEnter = event.key === "Enter" && !event.metaKey && !event.ctrlKey && !event.isComposing;
  if (!isPlainEnter || !event.target.matches?.("[data-quick] input")) return;
  const { form, value } = event.target;
  // Lines are sent in the order they were finished.
  if (!busy && !isUnderWay() && nextFor(form) < 0) return;
  event.preventDefault();
  if (value.trim()) waiting.push({ to: form.action, text: value });
  event.target.value = "";
}

function sendNext() {
  const form = document.querySelector("form[data-quick]");
  if (!form || busy || isUnderWay()) return;
  const next = nextFor(form);
  if (next < 0) return;
  const [{ text }] = waiting.splice(next, 1);
  const field = fieldOf(form);
  const typed = field.value;
  field.value = text;
  form.requestSubmit();
  field.value = typed;
}

function nextFor(form) {
  return waiting.findIndex(({ to }) => to === form.action);
}
