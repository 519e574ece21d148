// What journeys are promised, tried on sample.mjs: node --test tests/browser/harness.test.mjs
import assert from "node:assert/strict";
import { access, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./lib/chromium.mjs";
import { run, runAll } from "./lib/journeys.mjs";
import { Program } from "./lib/program.mjs";

const binary = fileURLToPath(new URL("sample.mjs", import.meta.url));
let browser;
let folder;

before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "harness-"));
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (name, kept) => Program.start({ binary, data: join(folder, "data", name), log: join(kept, "tandem.log") });
const world = () => ({ browser, start, pictures: join(folder, "pictures") });

/** Runs one journey in which Ida does something. */
const ida = (name, go, limit = 20) =>
  run({ name, limit, go: async (given) => go({ ...given, ida: await given.person("Ida") }) }, world());

test("a journey without faults passes", async () => {
  const { error } = await ida("good", async ({ ida, tandem }) => {
    await ida.visit("/");
    await ida.visit(tandem.setup);
    await ida.bothThemes(() => ida.axe());
    await ida.phone();
    await ida.fits();
    await ida.visit("/nowhere", { status: 404 });
    await access(await ida.screenshot("nowhere"));
  });
  assert.equal(error, undefined);
});

test("people do not share a browser", async () => {
  const { error } = await ida("two people", async ({ ida, person }) => {
    const marek = await person("Marek");
    await ida.visit("/");
    await ida.page.evaluate(() => {
      document.cookie = "who=ida";
    });
    await marek.visit("/");
    assert.equal(await marek.page.evaluate(() => document.cookie), "");
  });
  assert.equal(error, undefined);
});

test("a page that is hard to use is described", async () => {
  const { error } = await ida("hard", async ({ ida }) => {
    await ida.visit("/hard");
    await ida.axe();
  });
  assert.match(error, /\/hard is hard to use for some:/);
  assert.match(error, /color-contrast \(serious\).*once/);
  assert.match(error, /label \(critical\)[^]*<input name="nameless">/);
});

for (const [path, words] of [
  ["/noisy", /Ida: the drawer is stuck/],
  ["/broken", /Ida: a script broke: ReferenceError: missing/],
  ["/refused", /Ida: .*Content Security Policy/],
  ["/stranger", /Ida: asked a stranger: http:\/\/127.0.0.1:9\/pixel.png/],
]) {
  test(`${path} fails a journey that noticed nothing`, async () => {
    const { error } = await ida(`quiet${path.replace("/", "-")}`, ({ ida }) => ida.visit(path));
    assert.match(error, /used, but not without errors/);
    assert.match(error, words);
  });
}

test("what is allowed is no error", async () => {
  const { error } = await ida("allowed", async ({ ida }) => {
    ida.allow(/drawer/);
    await ida.visit("/noisy");
  });
  assert.equal(error, undefined);
});

test("another status than the expected one is an error", async () => {
  const { error } = await ida("status", ({ ida }) => ida.visit("/nowhere"));
  assert.match(error, /Ida opened \/nowhere and got 404 instead of 200/);
});

test("a page wider than a phone is an error", async () => {
  const { error } = await ida("wide", async ({ ida }) => {
    await ida.phone();
    await ida.visit("/wide");
    await ida.fits();
  });
  assert.match(error, /wide in a window of 390/);
});

test("a failure says where it was and keeps the page", async () => {
  const { error } = await ida("failure", async ({ ida, step }) => {
    await ida.visit("/");
    step("looking for the backlog");
    throw new Error("no backlog");
  });
  assert.match(error, /at looking for the backlog: Error: no backlog/);
  const kept = join(folder, "pictures", "failure");
  await access(join(kept, "failed-ida.png"));
  assert.match(await readFile(join(kept, "failed-ida.html"), "utf8"), /All is well/);
  assert.match(await readFile(join(kept, "tandem.log"), "utf8"), /a word in the log/);
});

test("a journey ends when its time is over", async () => {
  const { error, seconds } = await ida("late", () => new Promise(() => {}), 1);
  assert.match(error, /took longer than 1 s/);
  assert.ok(seconds < 15);
});

test("a program that ends by itself fails the journey", async () => {
  const { error } = await ida("died", async ({ ida, tandem }) => {
    await assert.rejects(ida.visit("/die"));
    await assert.rejects(fetch(`${tandem.address}/healthz`));
  });
  assert.match(error, /Tandem ended by itself \(status 7\); what it said is in .*tandem.log/);
});

test("a program that cannot start is an error at once", async () => {
  const { error } = await run(
    { name: "absent", go: () => {} },
    { ...world(), start: () => Program.start({ binary: join(folder, "absent"), data: folder, log: join(folder, "absent.log") }) },
  );
  assert.match(error, /Tandem ended by itself \(spawn .*ENOENT\)/);
});

test("a program can be killed, restarted and given commands", async () => {
  const { error } = await ida("restart", async ({ ida, tandem }) => {
    const { address } = tandem;
    await tandem.kill();
    await assert.rejects(fetch(address));
    await tandem.restart();
    assert.equal(tandem.address, address);
    await ida.visit("/");
    const told = JSON.parse(await tandem.command("example", "--listen", "x"));
    assert.deepEqual(told, { positionals: ["example"], "database-url": tandem.database, listen: "x" });
  });
  assert.equal(error, undefined);
});

test("journeys run two at a time, and one failure stops no other", async () => {
  let now = 0;
  let most = 0;
  let meet;
  const met = new Promise((resolve) => {
    meet = resolve;
  });
  const journey = (name) => ({
    name,
    go: async () => {
      now += 1;
      most = Math.max(most, now);
      if (now === 2) meet();
      await met;
      now -= 1;
      if (name === "b") throw new Error("b fails");
    },
  });
  const told = [];
  await runAll(["a", "b", "c", "d"].map(journey), { ...world(), tell: ({ name, error }) => told.push([name, !error]) });
  assert.equal(most, 2);
  assert.deepEqual(told.sort(), [["a", true], ["b", false], ["c", true], ["d", true]]);
});
