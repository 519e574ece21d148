// Opens a thing beside its list, without losing the place in it. The drawer has an address of its own, so that
// reloading it, sending it to somebody and going back all work.
//
// Markup:  <a data-drawer="/shelf/backlog?open=S-214" href="/shelf/S-214"> in a row, or data-drawers on the list: then each
//          a.title opens at the list's own address with `open=<row id>`; <div id="drawer-slot"></div> outside main, once a page, empty or with the <aside class="drawer" data-topics="S-214"> that the address
//          asks for. Inside: <a data-close href="/shelf/backlog">, [data-step="1"] and [data-step="-1"] for the next
//          and previous row.
// Asks:    GET the address of data-drawer with `X-Tandem-Drawer: 1`; the answer is the .drawer alone, or a page with
//          it. An answer without one is asked of href in the same way; after that the page itself is opened.

import { keymap } from "./keys.js";
import { focusOn, isPlain, on } from "./page.js";
import { renew } from "./refresh.js";
import { rows, step } from "./walk.js";

/** The links that open beside their list. */
export const LINKS = "a[data-drawer], [data-drawers] a.title";

let turbo;
let asking;
// Whether the step back in the browser's history leads to the list without the drawer.
let pushed = false;

export function start(Turbo) {
  turbo = Turbo;
  on("click", LINKS, (event, link) => {
    if (!slot() || !isPlain(event)) return;
    event.preventDefault();
    open(link);
  });
  on("click", ".drawer [data-close]", (event) => {
    event.preventDefault();
    close();
  });
  on("click", ".drawer [data-step]", (_, button) => walk(Number(button.dataset.step)));
  keymap.add("drawer", "j", "Next", () => walk(1));
  keymap.add("drawer", "k", "Previous", () => walk(-1));
  keymap.add("drawer", "escape", "Close", close);
  listenBeforeTurbo();
  // A page that comes with its drawer open is about what is in it.
  document.addEventListener("turbo:load", () => document.activeElement === document.body && focusOn(opened()));
  document.addEventListener("turbo:visit", ({ detail }) => (pushed &&= detail.action === "replace"));
}

/** The address of the list without its drawer. */
export function withoutDrawer(address) {
  const list = new URL(address);
  list.searchParams.delete("open");
  return list;
}

/** Whether two addresses show the same list and differ in the drawer alone. */
export function isSameList(one, other) {
  return withoutDrawer(one).href === withoutDrawer(other).href && one.toString() !== other.toString();
}

function slot() {
  return document.getElementById("drawer-slot");
}

function opened() {
  return slot()?.querySelector(".drawer");
}

function linkOfOpen() {
  return linkTo(new URL(location.href));
}

function linkTo(address) {
  const links = Array.from(document.querySelectorAll("main [data-row]"), (row) => row.querySelector(LINKS));
  return links.find((link) => link && opens(addressOf(link)) === opens(address));
}

function addressOf(link) {
  if (link.dataset.drawer) return new URL(link.dataset.drawer, location.href);
  const address = withoutDrawer(location.href);
  address.searchParams.delete("add");
  address.searchParams.append("open", link.closest("[data-row]").id);
  return address;
}

function opens(address) {
  return address.searchParams.get("open");
}

async function open(link, { isStep = false } = {}) {
  const wasOpen = opened();
  const late = setTimeout(() => wasOpen ?? slot().replaceChildren(skeleton()), 200);
  const drawer = await load(link);
  clearTimeout(late);
  if (drawer === undefined) return;
  if (!drawer) {
    turbo.visit(link.href);
    return;
  }
  if (!isStep) {
    goTo(addressOf(link), wasOpen ? "replace" : "push");
    pushed ||= !wasOpen;
  }
  show(drawer, link);
}

// The drawer, null when there is none, undefined when something else was opened meanwhile.
function load(link) {
  asking?.abort();
  asking = new AbortController();
  return fetchDrawer(link, asking.signal);
}

/** Asks for the drawer of a link without opening it; null when there is none, undefined when `signal` said to stop. */
export async function fetchDrawer(link, signal = undefined) {
  try {
    for (const address of [addressOf(link), link.href]) {
      const answer = await fetch(address, { signal, headers: { "X-Tandem-Drawer": "1", Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const drawer = answer.ok && page.querySelector(".drawer");
      if (drawer) return document.adoptNode(drawer);
    }
    return null;
  } catch {
    return signal?.aborted ? undefined : null;
  }
}

function skeleton() {
  const drawer = document.createElement("aside");
  drawer.className = "drawer";
  drawer.ariaBusy = "true";
  drawer.innerHTML = '<div class="object"><div class="skeleton"><i></i><i></i><i></i></div></div>';
  return drawer;
}

function show(drawer, link) {
  slot().replaceChildren(drawer);
  mark(link.closest("[data-row]"));
  focusOn(drawer);
  // What the page hears of has changed with what it shows.
  document.dispatchEvent(new CustomEvent("tandem:shown"));
}

function mark(row) {
  for (const other of rows()) other.classList.toggle("on", other === row);
  row?.scrollIntoView({ block: "nearest" });
}

function walk(by) {
  const row = step(by, linkOfOpen()?.closest("[data-row]"));
  const link = row?.querySelector(LINKS);
  if (!link) return false;
  open(link);
  return true;
}

function close() {
  if (pushed) history.back();
  else {
    const row = linkOfOpen()?.closest("[data-row]");
    goTo(withoutDrawer(location.href), "replace");
    empty(row);
  }
  return true;
}

function empty(row) {
  asking?.abort();
  pushed = false;
  slot().replaceChildren();
  mark(undefined);
  focusOn(row);
  document.dispatchEvent(new CustomEvent("tandem:shown"));
}

// Turbo keeps its own record of where it is; it has to hear of each step it did not make.
function goTo(address, how) {
  turbo.session.history[how](address);
  turbo.session.view.lastRenderedLocation = address;
  renew();
}

// Turbo would load the whole page for a step that only opens or closes the drawer, so ours has to come first. A
// window's own events go to its listeners in the order they were added.
function listenBeforeTurbo() {
  turbo.session.history.stop();
  addEventListener("popstate", goBack);
  turbo.session.history.start();
}

function goBack(event) {
  const from = turbo.session.history.location;
  const to = new URL(location.href);
  if (!slot() || !isSameList(from, to)) return;
  const row = linkTo(from)?.closest("[data-row]");
  const link = to.searchParams.has("open") && linkTo(to);
  if (to.searchParams.has("open") && !link) return;
  event.stopImmediatePropagation();
  turbo.session.history.replace(to, event.state?.turbo?.restorationIdentifier);
  turbo.session.view.lastRenderedLocation = to;
  renew();
  if (link) open(link, { isStep: true });
  else empty(row);
}
