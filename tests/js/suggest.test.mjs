import assert from "node:assert/strict";
import test from "node:test";

import { keyOf } from "../../assets/js/suggest.js";

test("the key of a product is the first word of its name that can be one", () => {
  for (const [name, key] of [
    ["Shelf", "shelf"],
    ["Lantern & Co. — the reading app", "lantern"],
    ["Über uns", "uber"],
    ["A bookshelf", "bookshelf"],
    ["3D Viewer", "viewer"],
    ["R2 unit", "r2"],
    ["x".repeat(30), "x".repeat(24)],
    ["图书馆", ""],
    ["", ""],
  ]) {
    assert.equal(keyOf(name), key, name);
  }
});
