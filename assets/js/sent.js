// What this tab is sending. A form that was sent is the server's to draw again; every other field stays the person's.

import { stateOf } from "./fields.js";

let form;
let states = new Map();
let underWay;
let isDrawing = false;
// Drawn again with a refusal (422), with what somebody else wrote first (409), or because too much is written at once (503):
// its text is nowhere but here, so no later morph may touch it before it is sent again.
const refused = new WeakSet();
const KEPT = [409, 422, 503];

export function start() {
  document.addEventListener("turbo:submit-start", ({ target, detail }) => {
    form = target;
    states = new Map(Array.from(form.elements, (field) => [field, stateOf(field)]));
    underWay = detail.formSubmission;
    refused.delete(form);
  });
  document.addEventListener("turbo:submit-end", ({ target, detail }) => {
    // One that was cut off by another ends after that one began.
    if (detail.formSubmission !== underWay) return;
    underWay = undefined;
    const answer = detail.fetchResponse;
    isDrawing = Boolean(detail.success && answer?.isHTML);
    if (!answer) forget();
    else if (KEPT.includes(answer.statusCode))
      document.addEventListener("turbo:render", () => keepRefused(target), { once: true });
  });
  for (const name of ["turbo:render", "turbo:load"]) document.addEventListener(name, drawn);
}

/** Whether a submission waits for its answer, or for that to be drawn: what is sent before then would be cut off. */
export function isUnderWay() {
  return underWay !== undefined || isDrawing;
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

function drawn() {
  isDrawing = false;
  if (!underWay) forget();
}

function keepRefused(sent) {
  const shown = sent.isConnected ? sent : document.getElementById(sent.id);
  if (shown) refused.add(shown);
}

function forget() {
  form = undefined;
  states = new Map();
}
