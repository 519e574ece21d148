// Takes the pictures of the README from the running example, into docs/pictures/.
//
//   node tests/browser/pictures.mjs
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./lib/chromium.mjs";
import { Person } from "./lib/person.mjs";
import { Program } from "./lib/program.mjs";

const root = resolve(fileURLToPath(new URL(".", import.meta.url)), "../..");
const pictures = join(root, "docs/pictures");

/** Whose page, where, in which theme, and what it is called. */
const SHOTS = [
  { who: "Tomas Lindqvist", path: "/shelf", name: "owner-desk" },
  { who: "Tomas Lindqvist", path: "/shelf/backlog", name: "backlog" },
  { who: "Tomas Lindqvist", path: "/shelf/backlog", name: "backlog-dark", theme: "dark" },
  { who: "Tomas Lindqvist", path: "/shelf/requests", name: "requests" },
  { who: "Ines Okafor", path: "/shelf/S-214", name: "story" },
  { who: "Ines Okafor", path: "/shelf/roles", name: "roles" },
];

const binary = process.env.TANDEM_BIN ? resolve(process.env.TANDEM_BIN) : build();
const data = await mkdtemp(join(tmpdir(), "tandem-pictures-"));
const browser = await launch();
let tandem;
try {
  tandem = await Program.start({ binary, data, log: join(data, "tandem.log") });
  await tandem.command("example");
  const people = new Map();
  for (const shot of SHOTS) {
    const person = people.get(shot.who) ?? (await arrive(shot.who));
    people.set(shot.who, person);
    await person.page.emulateMedia({ colorScheme: shot.theme ?? "light" });
    await person.visit(shot.path);
    await person.page.waitForLoadState("networkidle");
    console.log(await person.screenshot(shot.name));
  }
} finally {
  await browser.close();
  await tandem?.stop();
  await rm(data, { recursive: true, force: true });
}

/** Signs one of the example's people in, through a link as an administrator would make it. */
async function arrive(name) {
  const link = (await tandem.command("person", "reset", name)).match(/https?:\/\/\S+/)[0];
  const person = await Person.arrive({ browser, address: tandem.address, pictures, name });
  const { pathname, search } = new URL(link);
  await person.visit(pathname + search);
  await person.page.getByLabel(/password/i).first().fill("a long password");
  await person.page.locator("button[type=submit]").first().click();
  await person.page.waitForURL((url) => !url.pathname.startsWith("/reset"));
  return person;
}

function build() {
  const built = spawnSync("cargo", ["build"], { cwd: root, stdio: "inherit" });
  if (built.status !== 0) process.exit(built.status ?? 1);
  return join(root, process.env.CARGO_TARGET_DIR ?? "target", "debug", "tandem");
}
