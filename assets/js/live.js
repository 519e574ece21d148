// Keeps open pages true: one socket per tab hears which things and lists changed, and the page fetches itself again.
//
// Markup:  <meta name="tandem-topics" content="story S-214"> and <meta name="tandem-seq" content="123"> on live pages;
//          more topics on any element: <aside class="drawer" data-topics="S-214">.
// Sends:   {"watch":["story","S-214"],"seq":123,"page":"/shelf/backlog?open=S-214"} after each load and morph.
// Hears:   {"changed":["S-214"],"seq":124,"by":"<X-Turbo-Request-Id>","viewers":12}; `by` only if all of it came by it.
//          What the page does not show itself, but the journal has, may change the numbers in the side bar.
//          {"here":[…]} goes on as the event `tandem:here`. Close code 4001: the session ended.

import * as counts from "./counts.js";
import { onPage } from "./page.js";
import { ask } from "./refresh.js";

const SESSION_ENDED = 4001;
/** What every change of a product is announced as, beside what it changed. */
const EVERY = "journal";

let turbo;
let socket;
let opened = 0;
let tries = 0;
let retry;
let said;
let shown = new Set();

export function start(Turbo) {
  turbo = Turbo;
  onPage(watch);
  document.addEventListener("tandem:shown", watch);
  addEventListener("online", watch);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    // After a sleep the server may have moved on, or be gone without the socket knowing: saying it again finds out.
    said = undefined;
    watch();
  });
  // An open socket would keep the page out of the browser's back and forward cache.
  addEventListener("pagehide", () => socket?.close());
  addEventListener("pageshow", (event) => event.persisted && watch());
}

/** A random delay in milliseconds that spreads the refreshes of many pages, and is hardly felt with few. */
export function delay(viewers, random) {
  return random * (viewers > 50 ? Math.min(1500, viewers * 1.5) : 100);
}

/** How long to wait before the next attempt to connect: doubling from half a second to half a minute, never in step. */
export function backOff(attempt, random) {
  return Math.min(30_000, 500 * 2 ** attempt) * (0.5 + random / 2);
}

/** What a page wants to hear of. The sequence is the server's own mark, handed back as it stands. */
export function watched(topics, seq, page) {
  const watch = [...new Set(topics.join(" ").split(/\s+/).filter(Boolean))];
  return { watch, seq: /^\d+$/.test(seq) ? Number(seq) : seq, page };
}

/** Whether a change is one of something the page shows, and not of the numbers around it alone. */
export function concerns(changed, shown) {
  return changed.some((topic) => shown.has(topic));
}

function watch() {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
  const topics = meta("tandem-topics");
  if (topics === undefined) {
    socket?.close();
    return;
  }
  if (!socket) {
    connect();
    return;
  }
  if (socket.readyState !== WebSocket.OPEN) return;
  const more = Array.from(document.querySelectorAll("[data-topics]"), (element) => element.dataset.topics);
  const message = watched([topics, ...more], meta("tandem-seq") ?? "", location.pathname + location.search);
  shown = new Set(message.watch);
  if (!shown.has(EVERY)) message.watch.push(EVERY);
  const text = JSON.stringify(message);
  if (text !== said) socket.send((said = text));
}

function connect() {
  clearTimeout(retry);
  const address = new URL("/live", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(address);
  socket.addEventListener("open", () => {
    opened = Date.now();
    said = undefined;
    watch();
  });
  socket.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  socket.addEventListener("close", lost);
}

function hear(message) {
  if (message.here) document.dispatchEvent(new CustomEvent("tandem:here", { detail: message.here }));
  if (!message.changed) return;
  // The answer to this tab's own request has already drawn it.
  if (message.by && turbo.session.recentRequests.has(message.by)) return;
  const wait = delay(message.viewers ?? 0, Math.random());
  if (concerns(message.changed, shown)) ask(wait);
  else counts.ask(wait);
}

function lost(event) {
  socket = undefined;
  // A server that takes the call and hangs up at once shall not be called twice a second.
  if (opened && Date.now() - opened > 10_000) tries = 0;
  opened = 0;
  if (event.code === SESSION_ENDED) location.assign("/sign-in");
  else if (document.querySelector('meta[name="tandem-topics"]'))
    retry = setTimeout(watch, backOff(tries++, Math.random()));
}
