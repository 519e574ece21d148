// A person at a browser of their own: nothing is shared with the others but the program.
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export class Person {
  /** Their page, a Playwright `Page`: `page.getByRole(…)` and all the rest. */
  page;
  /** Their browser, a Playwright `BrowserContext`, for a second tab say. */
  context;
  name;
  /** What went wrong in the background: errors on the console, broken scripts, refused or foreign files. */
  problems = [];

  #address;
  #pictures;
  // What the browser mentions of itself: a refused form answers 422, and an answer that is no page names no icon.
  #allowed = [/status of 422/, /\/favicon\.ico\)$/];

  static async arrive({ browser, address, pictures, name, options = {} }) {
    const person = new Person();
    person.name = name;
    person.#address = address;
    person.#pictures = pictures;
    person.context = await browser.newContext({
      baseURL: address,
      viewport: DESK,
      timezoneId: "UTC",
      reducedMotion: "reduce",
      ...options,
    });
    person.context.setDefaultTimeout(10_000);
    person.#listen();
    person.page = await person.context.newPage();
    return person;
  }

  /** Opens a path or a link; anything but the expected status is an error. */
  async visit(path, { status = 200 } = {}) {
    if (status >= 400) this.allow(new RegExp(`status of ${status}`));
    const answer = await this.page.goto(path, { waitUntil: "load" });
    if (answer && answer.status() !== status && answer.status() !== 304) {
      throw new Error(`${this.name} opened ${path} and got ${answer.status()} instead of ${status}`);
    }
    return answer;
  }

  /** Errors on the console that match are part of the story. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  /** Fails if the page as it stands, or the part a selector names, breaks any rule of axe. */
  async axe(part) {
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate((part) => globalThis.axe.run(part ?? document), part);
    if (violations.length > 0) throw new Error(`${this.page.url()} is hard to use for some:\n${readable(violations)}`);
  }

  /** Does the same in light and in dark; the theme's name is handed on. */
  async bothThemes(what) {
    for (const theme of ["light", "dark"]) {
      await this.page.emulateMedia({ colorScheme: theme });
      await what(theme);
    }
    await this.page.emulateMedia({ colorScheme: null });
  }

  /** From here on a phone. */
  phone() {
    return this.page.setViewportSize(PHONE);
  }

  /** From here on a desk again. */
  desk() {
    return this.page.setViewportSize(DESK);
  }

  /** Fails if the page is wider than its window. */
  async fits() {
    const [page, window] = await this.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    if (page > window) throw new Error(`${this.page.url()} is ${page} wide in a window of ${window}`);
  }

  /** Keeps a picture of the page; where, is what it gives. */
  async screenshot(name, options = {}) {
    await mkdir(this.#pictures, { recursive: true });
    const path = join(this.#pictures, `${name}.png`);
    await this.page.screenshot({ path, ...options });
    return path;
  }

  /** Keeps what there is to see after a failure. */
  async evidence() {
    const name = `failed-${this.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
    const picture = await this.screenshot(name);
    await writeFile(join(this.#pictures, `${name}.html`), await this.page.content());
    return picture;
  }

  leave() {
    return this.context.close();
  }

  #listen() {
    const note = (what) => {
      if (!this.#allowed.some((pattern) => pattern.test(what))) this.problems.push(`${this.name}: ${what}`);
    };
    this.context.on("console", (message) => {
      if (message.type() === "error") note(`${message.text()} (${message.location().url || message.page()?.url()})`);
    });
    this.context.on("weberror", (error) => note(`a script broke: ${error.error().stack || error.error()}`));
    this.context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== this.#address) note(`asked a stranger: ${request.url()}`);
    });
  }
}

function readable(violations) {
  const lines = violations.flatMap(({ id, impact, help, nodes }) => [
    `  ${id} (${impact}): ${help}, ${nodes.length === 1 ? "once" : `${nodes.length} times`}`,
    ...nodes.slice(0, 5).flatMap((node) => [
      `    ${node.target.join(" ")}   ${node.html.slice(0, 160)}`,
      ...node.failureSummary.split("\n").slice(1, 4).map((line) => `      ${line.trim()}`),
    ]),
  ]);
  return lines.join("\n");
}
