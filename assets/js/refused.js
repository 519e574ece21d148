// A refused move or menu action leaves the page as it is: the reason is said and the page fetched anew, so that what
// was shown too early goes back. Forms with fields are not for this: they come back with their text (422).
//
// Markup:  #move-form, form[data-stay]. The answer (4xx) carries the reason in [data-refusal], or as `detail` of JSON.

import { ask } from "./refresh.js";
import { say } from "./toast.js";

export function start(Turbo) {
  document.addEventListener("turbo:before-fetch-response", async (event) => {
    const { fetchResponse } = event.detail;
    if (!event.target.matches?.("#move-form, form[data-stay]") || !fetchResponse.clientError) return;
    event.preventDefault();
    const answer = fetchResponse.response.clone();
    say(reasonOf(await answer.text()) ?? "That was not possible.", 12);
    ask();
  });
  // Turbo would leave the page for the browser's own message, and half-typed text with it.
  document.addEventListener("turbo:fetch-request-error", (event) => {
    event.preventDefault();
    Turbo.navigator.currentVisit?.fail();
    say("Tandem does not answer. What you typed is still here.");
  });
}

/** The sentence of a refusal, from a page or from problem+json. */
export function reasonOf(text) {
  if (text.startsWith("{")) return JSON.parse(text).detail;
  const page = new DOMParser().parseFromString(text, "text/html");
  return page.querySelector("[data-refusal]")?.textContent.trim();
}
