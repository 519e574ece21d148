// The one way a page refreshes itself: by morph, at most once a second, and never under somebody's hands.

import { paced } from "./pace.js";
import { onPage } from "./page.js";
import { isUnderWay } from "./sent.js";

let turbo;
let visit;

const refresh = paced(() => {
  turbo.visit(location.href, {
    action: "replace",
    shouldCacheSnapshot: false,
    refresh: { method: "morph", scroll: "preserve" },
  });
  visit = turbo.navigator.currentVisit;
}, held);

/** Asks for a fresh page after `wait` milliseconds; further asking before that changes nothing. */
export const { ask } = refresh;

export function start(Turbo) {
  turbo = Turbo;
  onPage(refresh.attempt);
  document.addEventListener("visibilitychange", refresh.attempt);
  // What else held a refresh back often ends in a submission or its visit, which shows more than this refresh would. A
  // moment later that has begun, and is not cut off by the refresh.
  // What was cut off may have been done all the same, and its answer is not there to show it.
  document.addEventListener("turbo:submit-end", ({ detail }) => detail.fetchResponse ?? ask());
  for (const name of ["close", "tandem:dropped", "turbo:submit-end"]) document.addEventListener(name, soon, true);
}

function soon() {
  if (refresh.isWanted()) setTimeout(refresh.attempt, 100);
}

/** The page has another address now: a refresh under way would bring the old one back, so it is begun anew. */
export function renew() {
  if (!visit || turbo.navigator.currentVisit !== visit) return;
  turbo.navigator.stop();
  ask();
}

function held() {
  const dragging = "dragging" in document.documentElement.dataset;
  const busy = isUnderWay() || turbo.navigator.currentVisit;
  return document.hidden || dragging || busy || document.querySelector("dialog[open]") !== null;
}
