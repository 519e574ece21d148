// Finds the Chromium that is installed; playwright-core brings none and downloads none.
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

// Nothing but the program under test is to be asked anything, and a container has no sandbox to give.
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless browser with an empty profile of its own. */
export function launch() {
  return chromium.launch({ executablePath: installed(), args: FLAGS });
}

function installed() {
  const wanted = process.env.CHROMIUM ? [process.env.CHROMIUM] : NAMES;
  const found = wanted.flatMap(places).find(runs);
  if (found) return found;
  throw new Error(
    process.env.CHROMIUM
      ? `CHROMIUM names ${process.env.CHROMIUM}, which is no program.`
      : "Chromium is missing: install it (Debian: apt-get install chromium) or name its program in CHROMIUM.",
  );
}

function places(name) {
  if (isAbsolute(name)) return [name];
  return (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
