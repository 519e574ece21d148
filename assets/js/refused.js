// A refused move or menu action leaves the page as it is: the reason is said and the page fetched anew, so that what
// was shown too early goes back. Forms with fields are not for this: they come back with their text (422).
//
// Somebody else who moved a row first (409) is not overruled: theirs is shown, and one's own is offered again.
//
// Markup:  #move-form, form[data-stay]. The answer (4xx, 503) carries the reason in [data-refusal].

import { ask } from "./refresh.js";
import { say } from "./toast.js";

export function start(Turbo) {
  document.addEventListener("turbo:before-fetch-response", async (event) => {
    const { fetchResponse } = event.detail;
    if (!event.target.matches?.("#move-form, form[data-stay]") || !isRefusal(fetchResponse)) return;
    event.preventDefault();
    const form = event.target;
    const again = form.id === "move-form" && fetchResponse.statusCode === 409 && offer(form);
    const answer = fetchResponse.response.clone();
    const reason = reasonOf(await answer.text().catch(() => "")) ?? "That was not done. Reload the page and try again.";
    if (again) say(reason, 30, again);
    else say(reason, 12);
    ask();
  });
  // Turbo would leave the page for the browser's own message, and half-typed text with it.
  document.addEventListener("turbo:fetch-request-error", (event) => {
    event.preventDefault();
    Turbo.navigator.currentVisit?.fail();
    say("Tandem does not answer. What you typed is still here.");
  });
}

// 503 says that too much is written at once: nothing was changed then either.
const isRefusal = ({ clientError, statusCode }) => clientError || statusCode === 503;

// What was sent, to be sent again without asking who was first.
function offer(form) {
  const sent = Array.from(form.elements, ({ name, value }) => [name, value]);
  return {
    label: "Move it anyway",
    run() {
      for (const [name, value] of sent) form.elements[name].value = name === "seen" ? "" : value;
      form.requestSubmit();
    },
  };
}

/** The sentence of a refusal. */
function reasonOf(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  return page.querySelector("[data-refusal]")?.textContent.trim();
}
