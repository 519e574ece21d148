// What this tab is sending. A form that was sent is the server's to draw again; every other field stays the person's.

import { stateOf } from "./fields.js";

let form;
let states = new Map();
let underWay = false;
// Drawn again with a refusal (422): its text is nowhere but here, so no later morph may touch it before it is sent
// again.
const refused = new WeakSet();

export function start() {
  document.addEventListener("turbo:submit-start", ({ target }) => {
    form = target;
    states = new Map(Array.from(form.elements, (field) => [field, stateOf(field)]));
    underWay = true;
    refused.delete(form);
  });
  document.addEventListener("turbo:submit-end", ({ target, detail }) => {
    underWay = false;
    const answer = detail.fetchResponse;
    if (!answer) forget();
    else if (answer.statusCode === 422)
      document.addEventListener("turbo:render", () => keepRefused(target), { once: true });
  });
  for (const name of ["turbo:render", "turbo:load"]) document.addEventListener(name, () => underWay || forget());
}

/** Whether a submission waits for its answer. */
export function isUnderWay() {
  return underWay;
}

/** Whether this form was sent, and its answer is being drawn. */
export function isSent(candidate) {
  return form !== undefined && candidate === form;
}

/** Whether this field was sent as it stands; what was typed after sending was not. */
export function isSentAsIs(field) {
  return isSent(field.form) && states.get(field) === stateOf(field);
}

/** Whether the form shows a refusal and text that the server does not have. */
export function isRefused(candidate) {
  return refused.has(candidate);
}

function keepRefused(sent) {
  const shown = sent.isConnected ? sent : document.getElementById(sent.id);
  if (shown) refused.add(shown);
}

function forget() {
  form = undefined;
  states = new Map();
}
