// The one way a page refreshes itself: by morph, at most once a second, and never under somebody's hands.

import { onPage } from "./page.js";
import { isUnderWay } from "./sent.js";

/** The shortest time between two refreshes, in milliseconds. */
export const PACE = 1000;

let turbo;
let wanted = false;
let last = -Infinity;
let timer;
let visit;

export function start(Turbo) {
  turbo = Turbo;
  onPage(attempt);
  document.addEventListener("visibilitychange", attempt);
  // What else held a refresh back often ends in a submission or its visit, which shows more than this refresh would. A
  // moment later that has begun, and is not cut off by the refresh.
  // What was cut off may have been done all the same, and its answer is not there to show it.
  document.addEventListener("turbo:submit-end", ({ detail }) => detail.fetchResponse ?? ask());
  for (const name of ["close", "tandem:dropped", "turbo:submit-end"]) document.addEventListener(name, soon, true);
}

/** Asks for a fresh page after `wait` milliseconds; further asking before that changes nothing. */
export function ask(wait = 0) {
  wanted = true;
  timer ??= setTimeout(attempt, wait);
}

/** How long the next refresh has to wait, so that two are never closer than the pace. */
export function rest(now, before) {
  return Math.max(0, before + PACE - now);
}

function soon() {
  if (wanted) setTimeout(attempt, 100);
}

function attempt() {
  clearTimeout(timer);
  timer = undefined;
  if (!wanted || held()) return;
  const wait = rest(Date.now(), last);
  if (wait > 0) {
    timer = setTimeout(attempt, wait);
    return;
  }
  wanted = false;
  last = Date.now();
  turbo.visit(location.href, {
    action: "replace",
    shouldCacheSnapshot: false,
    refresh: { method: "morph", scroll: "preserve" },
  });
  visit = turbo.navigator.currentVisit;
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
