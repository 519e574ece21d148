// Runs the journeys in journeys/, each in headless Chromium on a Tandem of its own.
//
//   node tests/browser/run.mjs             all of them
//   node tests/browser/run.mjs healthz     some of them
//
// Pictures, what the program said, and after a failure each person's page are in target/browser/<journey>/.
// TANDEM_BIN names a program to use instead of building one, CHROMIUM the browser.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./lib/chromium.mjs";
import { runAll } from "./lib/journeys.mjs";
import { Program } from "./lib/program.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = resolve(here, "../..");
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const pictures = join(target, "browser");

const journeys = await load(process.argv.slice(2));
const binary = process.env.TANDEM_BIN ? resolve(process.env.TANDEM_BIN) : build();
const data = await mkdtemp(join(tmpdir(), "tandem-journeys-"));
process.once("exit", () => rmSync(data, { recursive: true, force: true }));
for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]]) process.once(signal, () => process.exit(status));
const browser = await launch();
for (const { name } of journeys) await rm(join(pictures, name), { recursive: true, force: true });

let failed = 0;
try {
  await runAll(journeys, { browser, pictures, start, tell });
} finally {
  await browser.close();
}
console.log(`journeys: ${journeys.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function start(name, folder) {
  return Program.start({ binary, data: join(data, name), log: join(folder, "tandem.log") });
}

function tell({ name, seconds, error }) {
  console.log(`${error ? "FAILED" : "ok    "} ${seconds.toFixed(1).padStart(6)} s  ${name}`);
  if (!error) return;
  failed += 1;
  console.log(error.replaceAll(/^/gm, "    "));
}

async function load(wanted) {
  const files = (await readdir(join(here, "journeys"))).filter((file) => file.endsWith(".mjs")).sort();
  const names = files.map((file) => basename(file, ".mjs"));
  for (const name of wanted) {
    if (!names.includes(name)) {
      console.error(`there is no journey '${name}', only: ${names.join(", ")}`);
      process.exit(2);
    }
  }
  const chosen = wanted.length > 0 ? wanted : names;
  return Promise.all(
    chosen.map(async (name) => {
      const { default: go, limit } = await import(`./journeys/${name}.mjs`);
      return { name, go, limit };
    }),
  );
}

function build() {
  const { status } = spawnSync("cargo", ["build"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) process.exit(1);
  return join(target, "debug", "tandem");
}
