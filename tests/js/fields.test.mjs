import assert from "node:assert/strict";
import { test } from "node:test";

import { readDraft } from "../../assets/js/draft.js";
import { isSameList, withoutDrawer } from "../../assets/js/drawer.js";
import { changed } from "../../assets/js/fields.js";
import { other } from "../../assets/js/theme.js";
import { secondsOf } from "../../assets/js/toast.js";
import { describe } from "../../assets/js/upload.js";

const option = (selected, defaultSelected) => ({ selected, defaultSelected });

test("a field is a person's once it differs from what the server wrote", () => {
  assert.equal(changed({ type: "text", value: "a", defaultValue: "a" }), false);
  assert.equal(changed({ type: "textarea", value: "ab", defaultValue: "a" }), true);
  assert.equal(changed({ type: "checkbox", checked: true, defaultChecked: false, value: "on" }), true);
  assert.equal(changed({ type: "file", files: [] }), false);
  assert.equal(changed({ type: "file", files: [{ name: "backlog.csv" }] }), true);
  assert.equal(changed({ type: "hidden", value: "8", defaultValue: "7" }), false);
});

test("a choice without a mark shows its first, and that is no change", () => {
  const one = (...options) => ({ type: "select-one", multiple: false, options });
  assert.equal(changed(one(option(true, false), option(false, false))), false);
  assert.equal(changed(one(option(false, false), option(true, true))), false);
  assert.equal(changed(one(option(true, false), option(false, true))), true);
  assert.equal(
    changed({ type: "select-multiple", multiple: true, options: [option(false, false), option(true, false)] }),
    true,
  );
});

test("the drawer is a part of the address that the list does without", () => {
  const list = "https://tandem.example/shelf/backlog?points=13";
  assert.equal(withoutDrawer(`${list}&open=S-214`).href, list);
  assert.equal(isSameList(new URL(list), new URL(`${list}&open=S-214`)), true);
  assert.equal(isSameList(new URL(`${list}&open=S-1`), new URL(`${list}&open=S-2`)), true);
  assert.equal(isSameList(new URL(list), new URL(list)), false);
  assert.equal(isSameList(new URL(list), new URL("https://tandem.example/shelf/backlog?points=8&open=S-1")), false);
});

test("a draft is kept for two weeks, and what is no draft is none", () => {
  const now = 1_800_000_000_000;
  const day = 24 * 3_600_000;
  const stored = (at) => JSON.stringify({ text: "Because", over: "", at });
  assert.equal(readDraft(stored(now - 13 * day), now).text, "Because");
  assert.equal(readDraft(stored(now - 15 * day), now), undefined);
  for (const broken of [null, "", "Because", "{}"]) assert.equal(readDraft(broken, now), undefined);
});

test("small things", () => {
  assert.deepEqual([other(undefined, true), other(undefined, false), other("dark", false)], ["light", "dark", "light"]);
  assert.deepEqual(
    [secondsOf("6"), secondsOf(undefined, true), secondsOf(undefined, false), secondsOf("0")],
    [6, 30, 6, undefined],
  );
  assert.equal(describe({ name: "a.csv", size: 1_234_567 }), "a.csv, 1.2 MB");
  assert.equal(describe({ name: "a.csv", size: 640 }), "a.csv, 640 bytes");
  assert.equal(describe({ name: "empty.csv", size: 0 }), "empty.csv, 0 bytes");
});
