// Single keys, outside fields only. Behaviours take theirs here; buttons and links bring their own in the markup.
//
// Markup:  data-key="c" on a button, link or field (pressed, or focused); data-goto="b" on a link of the navigation (G,
//          then B); data-filter on the field or button that “/” goes to; <form data-undo> in a toast for ⌘Z.
// Remembers `tandem-keys=off` when single keys are switched off (WCAG 2.1.4).

import { Keymap, chordOf, isCharacter } from "./keymap.js";
import { pressMarked } from "./marked.js";
import { recall } from "./memory.js";
import { focusOn, isField, onPage } from "./page.js";

/** How long “G” waits for the letter of the place, in milliseconds. */
const GOTO_WAIT = 1500;

export const keymap = new Keymap();

let goingUntil = 0;

// Scopes from the innermost to the outermost; the behaviours fill them.
const modal = () => document.querySelector("dialog:modal") !== null;
const focused = (selector) => document.activeElement?.matches(selector) ?? false;
const carrying = () => "carrying" in document.documentElement.dataset;
const typing = () => isField(document.activeElement);
const drawerIsOpen = () => document.querySelector("#drawer-slot > .drawer") !== null;
keymap.scope("field", "In a field", typing);
keymap.scope("carry", "While a row is held", carrying);
keymap.scope("matrix", "In the table of who decides", () => focused("table.raci button"), { always: true });
keymap.scope("row", "On a row", () => focused("[data-row]") && !modal());
keymap.scope("drawer", "Beside an open drawer", () => drawerIsOpen() && !typing() && !modal());
keymap.scope("page", "Everywhere", () => !typing() && !modal());

export function start() {
  keymap.add("field", "mod+enter", "Send", () => send(document.activeElement));
  keymap.add("field", "escape", "Leave the field", () => leave(document.activeElement));
  keymap.add("page", "g", "Go to a place: its letter follows", () => void (goingUntil = Date.now() + GOTO_WAIT));
  keymap.add("page", "/", "Filter", () => pressMarked("/") || goTo(document.querySelector("[data-filter]")));
  keymap.add("page", "mod+z", "Take back what was just done", undo);
  document.addEventListener("keydown", pressed);
  onPage(warnOfConflicts);
}

/** Whether single keys are on. */
export function singleKeys() {
  return recall("tandem-keys") !== "off";
}

function pressed(event) {
  const chord = chordOf(event);
  if (event.defaultPrevented || event.isComposing || !chord) return;
  if (typing() && isCharacter(chord)) return;
  // An open popover closes by itself and by nothing else.
  if (chord === "escape" && document.querySelector("[popover]:popover-open")) return;
  const taken = goesTo(chord) || keymap.press(chord, event, singleKeys()) || pressesMarked(chord, event);
  if (taken) event.preventDefault();
}

function pressesMarked(chord, event) {
  return !event.repeat && !typing() && (singleKeys() || !isCharacter(chord)) && pressMarked(chord);
}

function goesTo(letter) {
  const waiting = Date.now() < goingUntil;
  goingUntil = 0;
  const link = waiting && document.querySelector(`[data-goto="${CSS.escape(letter)}"]`);
  link?.click?.();
  return Boolean(link);
}

function goTo(filter) {
  if (!filter) return false;
  if (!isField(filter)) filter.click();
  else filter.focus();
  filter.select?.();
  return true;
}

// A form can answer ⌘↵ with another button than its first: “add and open” beside “add and go on”.
function send(field) {
  if (!field.form) return false;
  const buttons = Array.from(field.form.elements).filter((element) => element.type === "submit" && !element.disabled);
  field.form.requestSubmit(buttons.find((button) => button.dataset.key === "mod+enter") ?? buttons[0]);
  return true;
}

// Esc in a field only leaves it: closing at once would take half-typed text along.
function leave(field) {
  if (field.closest("dialog:modal, [popover]")) return false;
  field.blur();
  focusOn(field.closest("[data-row], .drawer"));
  return true;
}

function undo() {
  const form = document.querySelector(".toast form[data-undo]");
  form?.requestSubmit();
  return Boolean(form);
}

// A button whose key is taken would never be pressed by it; whoever builds the page shall see that at once.
function warnOfConflicts() {
  for (const { dataset } of document.querySelectorAll("[data-key]")) {
    if (keymap.has("page", dataset.key) && dataset.key !== "/")
      console.error(`data-key="${dataset.key}" is taken on every page.`);
  }
}
