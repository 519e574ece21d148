// Which key does what. Needs no page, so it is tested without.
//
// A chord is written as in `data-key`: "c", "?", "shift+j", "mod+k" (⌘ on a Mac, Ctrl elsewhere), "enter", "arrowup",
// "space".

const NAMED = { " ": "space", Esc: "escape" };
const SIGNS = {
  mod: "Ctrl",
  shift: "⇧",
  enter: "↵",
  escape: "Esc",
  space: "Space",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
};

/** The chord of a key event. */
export function chordOf({ key, code = "", metaKey, ctrlKey, altKey, shiftKey }) {
  if (altKey || key === undefined) return "";
  let name = (NAMED[key] ?? key).toLowerCase();
  // On a keyboard of another script the letter that is printed in the Latin place counts.
  if (/^\p{L}$/u.test(name) && !/^[a-z]$/.test(name) && code.startsWith("Key")) name = code.slice(3).toLowerCase();
  // Signs such as “/” and “?” need Shift on some keyboards and not on others.
  const shift = shiftKey && (name.length > 1 || /[a-z]/.test(name));
  return `${metaKey || ctrlKey ? "mod+" : ""}${shift ? "shift+" : ""}${name}`;
}

/** Whether the chord types a character: those can be switched off, and belong to the field in a field. */
export function isCharacter(chord) {
  return chord.replace("shift+", "").length === 1;
}

/** The chord as it stands on the keys. */
export function signsOf(chord, isMac) {
  const sign = (part) => (part === "mod" && isMac ? "⌘" : (SIGNS[part] ?? part.toUpperCase()));
  return chord.split(/[+ ]/).map(sign);
}

/** The keys of all behaviours. Each belongs to a scope; of the scopes that are active the one made first goes first. */
export class Keymap {
  #scopes = new Map();

  /** Makes a scope. `always`: its characters work with single keys switched off too, since only focus makes it active. */
  scope(name, label, isActive, { always = false } = {}) {
    if (this.#scopes.has(name)) throw new Error(`There are two scopes “${name}”.`);
    this.#scopes.set(name, { label, isActive, always, keys: new Map() });
  }

  /** Gives a key to a behaviour. `run` may return false to pass the key on. */
  add(name, chord, label, run) {
    const scope = this.#scopes.get(name);
    if (!scope) throw new Error(`There is no scope “${name}” for the key ${chord}.`);
    const taken = scope.keys.get(chord);
    if (taken) throw new Error(`The key ${chord} is already taken by “${taken.label}”.`);
    scope.keys.set(chord, { label, run });
  }

  /** Runs what the chord means now; true when something took it. */
  press(chord, event, singleKeys = true) {
    for (const { isActive, always, keys } of this.#scopes.values()) {
      const entry = keys.get(chord);
      if (!entry || !isActive() || (!always && !singleKeys && isCharacter(chord))) continue;
      if (entry.run(event) !== false) return true;
    }
    return false;
  }

  /** Whether any behaviour uses the chord on ordinary pages, so that no button may. */
  has(name, chord) {
    return this.#scopes.get(name)?.keys.has(chord) ?? false;
  }

  /** Everything there is, for the list of keys: scopes with their keys. */
  *[Symbol.iterator]() {
    for (const { label, keys } of this.#scopes.values()) {
      yield { label, keys: Array.from(keys, ([chord, entry]) => ({ chord, label: entry.label })) };
    }
  }
}
