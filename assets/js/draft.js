// Longer texts outlive a closed tab: kept in this browser until they are sent.
//
// Markup:  <textarea data-draft="<a key that names the person, the thing and the field>">; data-forget on the form that
//          signs out, which takes all drafts along.

import { on, onPage } from "./page.js";
import { recall, recalled, remember } from "./memory.js";

const PREFIX = "tandem-draft:";
/** After so long nobody comes back for a text, in milliseconds. */
const KEPT = 14 * 24 * 3_600_000;

export function start() {
  on("input", "textarea[data-draft]", (_, field) => keep(field));
  on("submit", "form[data-forget]", () => recalled(PREFIX).forEach((key) => remember(key)), { capture: true });
  document.addEventListener("turbo:submit-end", ({ target, detail }) => {
    if (!detail.success) return;
    for (const field of target.querySelectorAll("textarea[data-draft]")) remember(PREFIX + field.dataset.draft);
  });
  for (const key of recalled(PREFIX)) if (!readDraft(recall(key), Date.now())) remember(key);
  onPage(() => document.querySelectorAll("textarea[data-draft]").forEach(giveBack));
}

/** What was stored, unless it is too old or not one of ours. */
export function readDraft(stored, now) {
  try {
    const draft = JSON.parse(stored);
    return now - draft.at < KEPT ? draft : undefined;
  } catch {
    return undefined;
  }
}

function keep({ value, defaultValue, dataset }) {
  const draft = JSON.stringify({ text: value, over: defaultValue, at: Date.now() });
  remember(PREFIX + dataset.draft, value === defaultValue ? "" : draft);
}

// Only over the text it was written over: what is being typed, came back with a refusal, or was changed by somebody
// else meanwhile is newer.
function giveBack(field) {
  const draft = readDraft(recall(PREFIX + field.dataset.draft), Date.now());
  if (draft && field.value === draft.over && field.defaultValue === draft.over) field.value = draft.text;
}
