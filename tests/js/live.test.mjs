import assert from "node:assert/strict";
import { test } from "node:test";

import { backOff, concerns, delay, watched } from "../../assets/js/live.js";
import { PACE, rest } from "../../assets/js/pace.js";

test("few pages refresh at once, many are spread over up to a second and a half", () => {
  assert.equal(delay(1, 0.999) < 100, true);
  assert.equal(delay(50, 0.5), 50);
  assert.equal(delay(200, 0.5), 150);
  assert.equal(delay(1000, 1), 1500);
  assert.equal(delay(50_000, 1), 1500);
  assert.equal(delay(1000, 0), 0);
});

test("attempts to connect come ever more rarely, and never all at the same moment", () => {
  assert.deepEqual(
    [0, 1, 2].map((attempt) => backOff(attempt, 1)),
    [500, 1000, 2000],
  );
  assert.equal(backOff(40, 1), 30_000);
  assert.equal(backOff(3, 0), backOff(3, 1) / 2);
});

test("a page watches each topic once and hands the sequence back as it was given", () => {
  assert.deepEqual(watched(["story  S-214", "S-214 Q-5"], "123", "/shelf/backlog"), {
    watch: ["story", "S-214", "Q-5"],
    seq: 123,
    page: "/shelf/backlog",
  });
  assert.equal(watched([""], "shelf:4.workspace:9", "/").seq, "shelf:4.workspace:9");
});

test("a page is fetched for what it shows, not for the numbers around it", () => {
  const shown = new Set(["goal", "G-1"]);
  assert.equal(concerns(["journal", "story"], shown), false);
  assert.equal(concerns(["journal", "G-1"], shown), true);
  assert.equal(concerns(["journal"], new Set(["journal"])), true);
});

test("two refreshes are never closer than the pace", () => {
  assert.equal(rest(5000, 4400), PACE - 600);
  assert.equal(rest(5000, 3000), 0);
  assert.equal(rest(5000, -Infinity), 0);
});
