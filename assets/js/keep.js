// A morph brings what others changed and leaves what this person is doing: half-typed text with its caret, focus, open
// menus, ticked rows. Turbo resets fields on purpose; this is where we disagree.
//
// Markup: every field and form that can be seen again after a refresh has a stable `id`, never reused for something
// else.

import { changed } from "./fields.js";
import { isRefused, isSent, isSentAsIs } from "./sent.js";

// State that lives in an attribute but belongs to the person: [attribute, whose].
const THEIRS = [
  ["open", "details, dialog"],
  ["hidden", "[role=tabpanel], .bulk"],
  ["aria-selected", "[role=tab]"],
  ["data-for", "dialog"],
  ["tabindex", ":focus, [role=tab], table.raci button"],
];

export function start() {
  document.addEventListener("turbo:before-morph-element", (event) => {
    const { currentElement, newElement } = event.detail;
    if (newElement ? stays(currentElement) : holdsText(currentElement)) event.preventDefault();
  });
  document.addEventListener("turbo:before-morph-attribute", (event) => {
    const theirs = THEIRS.some(([name, whose]) => event.detail.attributeName === name && event.target.matches(whose));
    if (theirs && !answersTheirForm(event.target)) event.preventDefault();
  });
  document.addEventListener("turbo:before-render", keepFocus);
}

function stays(element) {
  if (element.matches("input, textarea, select")) return fieldStays(element);
  if (element.matches("form")) return isRefused(element) && !isSent(element);
  return element.matches("[popover]:popover-open");
}

// A hidden version number must stay beside the text that was written over that version, or the server would think the
// writer had seen what came after.
function fieldStays(field) {
  if (isSentAsIs(field)) return false;
  if (field.type === "hidden") return Array.from(field.form?.elements ?? []).some(changed);
  return changed(field);
}

// What the server no longer draws goes, unless somebody is writing in it.
function holdsText(element) {
  const fields = element.matches("textarea, input")
    ? [element]
    : Array.from(element.querySelectorAll("textarea, input"));
  return fields.some((field) => isText(field) && changed(field) && field.value.trim() && !isSent(field.form));
}

function isText(field) {
  return !["checkbox", "radio", "file", "range", "color"].includes(field.type);
}

// A section whose form was sent follows the server again; a dialog is closed by `dialogs.js` alone.
function answersTheirForm(element) {
  return element.localName === "details" && Array.from(element.querySelectorAll("form")).some(isSent);
}

// Browsers without `moveBefore` lose the focus of a row that a morph moves.
function keepFocus() {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return;
  const giveBack = () => {
    if (focused.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true });
  };
  document.addEventListener("turbo:render", giveBack, { once: true });
}
