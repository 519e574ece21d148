import assert from "node:assert/strict";
import { test } from "node:test";

import { cellAt } from "../../assets/js/matrix.js";
import { placeText } from "../../assets/js/carry.js";
import { nextIn } from "../../assets/js/popups.js";
import { between, extended, summary } from "../../assets/js/ranges.js";

const keys = ["S-1", "S-2", "S-3", "S-4", "S-5"];

test("a range covers both ends, in either direction", () => {
  assert.deepEqual(between(keys, "S-2", "S-4"), ["S-2", "S-3", "S-4"]);
  assert.deepEqual(between(keys, "S-4", "S-2"), ["S-2", "S-3", "S-4"]);
  assert.deepEqual(between(keys, "S-3", "S-3"), ["S-3"]);
  assert.deepEqual(between(keys, "gone", "S-3"), ["S-3"]);
});

test("extending back lets rows go, and beyond the anchor takes others", () => {
  let selected = extended(keys, ["S-5"], "S-2", "S-2", "S-3");
  selected = extended(keys, selected, "S-2", "S-3", "S-4");
  assert.deepEqual([...selected].sort(), ["S-2", "S-3", "S-4", "S-5"]);
  selected = extended(keys, selected, "S-2", "S-4", "S-3");
  assert.deepEqual([...selected].sort(), ["S-2", "S-3", "S-5"]);
  selected = extended(keys, selected, "S-2", "S-3", "S-1");
  assert.deepEqual([...selected].sort(), ["S-1", "S-2", "S-5"]);
});

test("the selection is summed up in words", () => {
  assert.equal(summary(["5", "8", "–"]), "3 selected, 13 points");
  assert.equal(summary(["1"]), "1 selected, 1 point");
  assert.equal(summary(["", ""]), "2 selected");
});

test("a held row says where it is", () => {
  assert.equal(placeText("S-212", 4, 17), "S-212, rank 4 of 17");
  assert.equal(placeText("S-212", 6, 17, "Sprint 32"), "S-212, rank 6 of 17, above the line Sprint 32");
});

test("arrows stay inside the table and go round in a menu", () => {
  const grid = [["a", "b"], ["c", "d"], ["e"]];
  assert.equal(cellAt(grid, "b", 1, 0), "d");
  assert.equal(cellAt(grid, "d", 1, 0), "e");
  assert.equal(cellAt(grid, "a", -1, -1), "a");
  assert.deepEqual([nextIn(3, -1, 1), nextIn(3, -1, -1), nextIn(3, 2, 1), nextIn(3, 0, -1)], [0, 2, 0, 2]);
});
