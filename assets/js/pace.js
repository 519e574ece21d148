// Work that is asked for again and again, and done at most once a second. Needs no page, so it is tested without.

/** The shortest time between two doings, in milliseconds. */
export const PACE = 1000;

/** How long the next doing has to wait, so that two are never closer than the pace. */
export function rest(now, before) {
  return Math.max(0, before + PACE - now);
}

/** Does `work` once it was asked for, the pace allows it, and nothing holds it back. */
export function paced(work, isHeld) {
  let wanted = false;
  let last = -Infinity;
  let timer;

  function attempt() {
    clearTimeout(timer);
    timer = undefined;
    if (!wanted || isHeld()) return;
    const wait = rest(Date.now(), last);
    if (wait > 0) {
      timer = setTimeout(attempt, wait);
      return;
    }
    wanted = false;
    last = Date.now();
    work();
  }

  return {
    /** Asks for it after `wait` milliseconds; further asking before that changes nothing. */
    ask(wait = 0) {
      wanted = true;
      timer ??= setTimeout(attempt, wait);
    },
    /** What held it back may be over. */
    attempt,
    /** Whether it was asked for and not done yet. */
    isWanted: () => wanted,
  };
}
