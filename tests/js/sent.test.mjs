import assert from "node:assert/strict";
import { test } from "node:test";

import { isRefused, start } from "../../assets/js/sent.js";

// A page stand-in that remembers what listens, and tells it.
const listeners = [];
globalThis.document = {
  addEventListener: (name, does, { once } = {}) => listeners.push({ name, does, once }),
  getElementById: () => null,
};

function tell(name, event) {
  for (const listener of listeners.filter((one) => one.name === name)) {
    if (listener.once) listeners.splice(listeners.indexOf(listener), 1);
    listener.does(event);
  }
}

start();

/** Sends a form that is answered so, and draws the answer. */
function sent(statusCode) {
  const form = { id: "edit", isConnected: true, elements: [{ type: "textarea", value: "Mine" }] };
  const formSubmission = {};
  tell("turbo:submit-start", { target: form, detail: { formSubmission } });
  const answer = { statusCode, isHTML: true };
  tell("turbo:submit-end", { target: form, detail: { formSubmission, success: statusCode < 400, fetchResponse: answer } });
  tell("turbo:render", {});
  return form;
}

test("what was refused, met another's words or found the database busy stays the person's", () => {
  for (const status of [409, 422, 503]) assert.equal(isRefused(sent(status)), true, String(status));
  assert.equal(isRefused(sent(200)), false);
});

test("sent again it is the server's to draw", () => {
  const form = sent(409);
  const formSubmission = {};
  tell("turbo:submit-start", { target: form, detail: { formSubmission } });
  assert.equal(isRefused(form), false);
});
