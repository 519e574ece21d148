import assert from "node:assert/strict";
import { test } from "node:test";

import { Keymap, chordOf, isCharacter, signsOf } from "../../assets/js/keymap.js";

const yes = () => true;

test("a key cannot be taken twice in one scope", () => {
  const keymap = new Keymap();
  keymap.scope("page", "Everywhere", yes);
  keymap.add("page", "j", "Next row", yes);
  assert.throws(() => keymap.add("page", "j", "Join", yes), /taken by “Next row”/);
  assert.throws(() => keymap.scope("page", "Again", yes), /two scopes/);
  assert.throws(() => keymap.add("board", "j", "Next", yes), /no scope “board”/);
});

test("the inner of two active scopes goes first and may pass a key on", () => {
  const keymap = new Keymap();
  const pressed = [];
  let isOpen = true;
  keymap.scope("drawer", "Drawer", () => isOpen);
  keymap.scope("page", "Page", yes);
  keymap.add("drawer", "j", "Next", () => void pressed.push("drawer"));
  keymap.add("page", "j", "Next", () => void pressed.push("page"));
  keymap.add("drawer", "escape", "Close", () => false);
  keymap.add("page", "escape", "Deselect", () => void pressed.push("deselect"));
  assert.equal(keymap.press("j"), true);
  isOpen = false;
  assert.equal(keymap.press("j"), true);
  isOpen = true;
  assert.equal(keymap.press("escape"), true);
  assert.equal(keymap.press("q"), false);
  assert.deepEqual(pressed, ["drawer", "page", "deselect"]);
});

test("characters can be switched off, except where only the focus brings them", () => {
  const keymap = new Keymap();
  keymap.scope("matrix", "Table", yes, { always: true });
  keymap.scope("page", "Page", yes);
  keymap.add("matrix", "a", "Decides", yes);
  keymap.add("page", "j", "Next", yes);
  keymap.add("page", "mod+k", "Search", yes);
  assert.deepEqual(
    ["a", "j", "mod+k"].map((chord) => keymap.press(chord, {}, false)),
    [true, false, true],
  );
});

test("a key event becomes the chord that the markup names", () => {
  const cases = [
    [{ key: "c" }, "c"],
    [{ key: "J", shiftKey: true }, "shift+j"],
    [{ key: "?", shiftKey: true }, "?"],
    [{ key: "/", shiftKey: true }, "/"],
    [{ key: "Enter", shiftKey: true }, "shift+enter"],
    [{ key: "ArrowUp", shiftKey: true }, "shift+arrowup"],
    [{ key: " " }, "space"],
    [{ key: "k", metaKey: true }, "mod+k"],
    [{ key: "Enter", ctrlKey: true }, "mod+enter"],
    [{ key: "о", code: "KeyJ" }, "j"],
    [{ key: "@", altKey: true, ctrlKey: true }, ""],
  ];
  for (const [event, chord] of cases) assert.equal(chordOf(event), chord, JSON.stringify(event));
});

test("only what types a character counts as a single key", () => {
  assert.deepEqual(["c", "?", "shift+j", "space", "escape", "mod+k"].map(isCharacter), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("chords are shown as the keys are printed", () => {
  assert.deepEqual(signsOf("mod+k", true), ["⌘", "K"]);
  assert.deepEqual(signsOf("mod+enter", false), ["Ctrl", "↵"]);
  assert.deepEqual(signsOf("g b", false), ["G", "B"]);
});
