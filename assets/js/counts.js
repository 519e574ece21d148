// Keeps the numbers in the side bar true while the page shows nothing of what changed: they are taken from the page of all
// places, which draws the same side bar and little else.
//
// Markup:  <meta name="tandem-product" content="shelf">, and .count in the links of nav.side.

import { paced } from "./pace.js";

/** The places; the products one may switch to stand in the side bar too, and this one has the address of the desk. */
const PLACES = "nav.side > ul a[href]";

const fetching = paced(fetchPlaces, () => document.hidden);

/** Asks for fresh numbers after `wait` milliseconds; further asking before that changes nothing. */
export const { ask } = fetching;

export function start() {
  document.addEventListener("visibilitychange", fetching.attempt);
}

/** Puts the numbers of one side bar into another, and what the bell says. */
export function renew(page, fresh) {
  const places = (of) => Array.from(of.querySelectorAll(PLACES), (place) => [place.getAttribute("href"), place]);
  const others = new Map(places(fresh));
  for (const [address, place] of places(page)) {
    const same = others.get(address);
    if (!same) continue;
    place.querySelector(".count")?.remove();
    const count = same.querySelector(".count");
    if (count) place.append(count);
  }
  const bell = (of) => of.querySelector('.top a[href$="/notices"]');
  if (bell(page) && bell(fresh)) bell(page).replaceWith(bell(fresh));
}

async function fetchPlaces() {
  const product = document.querySelector('meta[name="tandem-product"]')?.content;
  if (!product) return;
  try {
    const answer = await fetch(`/${product}/places`);
    if (!answer.ok || answer.redirected) return;
    renew(document, new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // A page that is left breaks off what it asked for, also in the middle of an answer; the next page asks itself.
  }
}
