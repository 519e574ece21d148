import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";

const folder = new URL("../../assets/js/", import.meta.url);

// A page stand-in that only remembers what listens: starting every behaviour must not clash and must not touch the
// page.
globalThis.addEventListener = () => {};
globalThis.document = { addEventListener() {} };

test("all behaviours start together, and no two take the same key", async () => {
  const names = (await readdir(folder)).filter((name) => !["app.js", "theme-early.js"].includes(name));
  const modules = await Promise.all(names.map((name) => import(new URL(name, folder))));
  const behaviours = modules.filter(({ start }) => start);
  const history = { stop() {}, start() {} };
  for (const behaviour of behaviours) behaviour.start({ session: { history } });

  const { keymap } = await import(new URL("keys.js", folder));
  const chords = Array.from(keymap, ({ keys }) => keys.map(({ chord }) => chord));
  for (const chord of ["j", "k", "x", "/", "?", "g", "mod+k", "mod+z", "escape"]) {
    assert.ok(chords.flat().includes(chord), `nothing answers ${chord}`);
  }
  assert.throws(() => keymap.add("page", "j", "Join", () => {}), /taken/);
});

test("app.js starts every behaviour there is", async () => {
  const { readFile } = await import("node:fs/promises");
  const app = await readFile(new URL("app.js", folder), "utf8");
  const names = (await readdir(folder)).filter((name) => !["app.js", "theme-early.js"].includes(name));
  for (const name of names) {
    const { start } = await import(new URL(name, folder));
    if (start) assert.match(app, new RegExp(`from "./${name}"`), `${name} is never started`);
  }
});
