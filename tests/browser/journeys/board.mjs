// The board of the running sprint: cards by pointer, by keyboard alone and on a phone; two people with the same card; what
// holds a story up; a card goes to “Done” by acceptance alone; two hundred cards.
import { act, company } from "../lib/company.mjs";

export const limit = 240;

const BOARD = "/shelf/SP-1";
const MANY = 200;

export default async function board({ tandem, person, step }) {
  step("a sprint with four stories begins");
  const { Tomas, Priya } = await company({ tandem, person });
  for (const title of ["Pause a hold", "See my place", "Add a child", "Raise text"]) await act(Tomas, "story.write", { title });
  await act(Priya, "sprint.plan", { goal: "Holds that wait", starts: "2026-01-05", ends: "2036-01-16" });
  await act(Priya, "sprint.choose", { things: ["S-1", "S-2", "S-3", "S-4"], sprint: "SP-1" });
  for (const key of ["S-1", "S-2"]) await act(Priya, "story.estimate", { thing: key, points: 3 });
  await act(Priya, "sprint.set_state", { thing: "SP-1", state: "running" });
  const page = Priya.page;
  await Priya.visit(BOARD);
  await stands(page, "S-1", "in sprint");
  await Priya.bothThemes(() => Priya.axe());

  step("a card is dragged, seen by the other at once, and taken back");
  await Tomas.visit(BOARD);
  await drag(page, "S-1", "in work");
  await toast(page, "S-1 is in work now");
  await stands(page, "S-1", "in work");
  await stands(Tomas.page, "S-1", "in work");
  await page.keyboard.press("Control+z");
  await stands(page, "S-1", "in sprint");

  step("a card is moved by keyboard alone, from reaching it to letting it go");
  await page.locator("#board").focus();
  for (const key of ["S-1", "S-2"]) {
    while ((await focused(page)) !== key) await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  same(await said(page), "S-2, In review", "the announcement");
  await Priya.axe();
  await page.keyboard.press("Escape");
  same(await said(page), "S-2, In sprint. Put back.", "the announcement");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await toast(page, "S-2 is in work now");
  await stands(page, "S-2", "in work");
  same(await focused(page), "S-2", "the card that was moved keeps the focus");

  step("two people with the same card: who was first is not overruled, the other may ask again");
  await focus(page, "S-3");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await act(Tomas, "story.set_state", { thing: "S-3", state: "in review" });
  Priya.allow(/status of 409/);
  await page.keyboard.press("Enter");
  await toast(page, "S-3 was moved to “in review” by Tomas Lindqvist meanwhile. It stays there.");
  await stands(page, "S-3", "in review");
  await page.getByRole("button", { name: "Move it anyway" }).click();
  await stands(page, "S-3", "in work");

  step("nobody drags a card past acceptance");
  await drag(page, "S-2", "done");
  await toast(page, "A story is done once it is accepted.");
  await stands(page, "S-2", "in work");
  await drag(page, "S-2", "waiting for acceptance");
  await stands(Tomas.page, "S-2", "waiting for acceptance");
  await focus(Tomas.page, "S-2");
  await Tomas.page.keyboard.press("Space");
  await Tomas.page.keyboard.press("ArrowRight");
  await Tomas.page.keyboard.press("Enter");
  await Tomas.page.waitForURL("**/shelf/S-2#criteria");
  await Tomas.page.goBack();
  await stands(Tomas.page, "S-2", "waiting for acceptance");

  step("a story is taken, and what holds it up is said and cleared");
  await page.getByRole("button", { name: "Take S-3" }).click();
  await page.locator("#S-3 .av").waitFor();
  await focus(page, "S-3");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/shelf/S-3");
  await page.locator("#block summary").click();
  await page.locator("#story-because").fill("The reader device is broken");
  await Priya.axe();
  await page.keyboard.press("Enter");
  await page.locator("#blocked", { hasText: "The reader device is broken" }).waitFor();
  await Priya.bothThemes(() => Priya.axe());
  await Tomas.page.locator("#S-3 .blocked", { hasText: "The reader device is broken" }).waitFor();
  await Tomas.axe();
  await page.getByRole("button", { name: "It can go on" }).click();
  await Tomas.page.locator("#S-3 .blocked").waitFor({ state: "detached" });

  step("two hundred cards: one that is moved stands there at once");
  const titles = Array.from({ length: MANY }, (_, n) => `Story ${n + 5}`);
  for (const title of titles) await act(Tomas, "story.write", { title });
  await act(Priya, "sprint.choose", { things: titles.map((_, n) => `S-${n + 5}`), sprint: "SP-1" });
  await Priya.visit(BOARD);
  await focus(page, "S-150");
  await page.keyboard.press("Space");
  const longest = await page.evaluate(watchFrames);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await toast(page, "S-150 is in work now");
  await stands(page, "S-150", "in work");
  const pause = await page.evaluate(() => globalThis.longestTask);
  if (longest !== 0 || pause > 1000) throw new Error(`the page stood still for ${pause} ms`);
  await Priya.axe();

  step("on a phone");
  await Priya.phone();
  await Priya.visit(BOARD);
  await Priya.fits();
  await Priya.axe();
  await Priya.screenshot("phone");
}

/** Notes the longest time the page does nothing else. */
function watchFrames() {
  globalThis.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longestTask = Math.max(globalThis.longestTask, duration);
  }).observe({ type: "longtask" });
  return globalThis.longestTask;
}

function stands(page, key, state) {
  return page.locator(`[data-state="${state}"] > #${key}:not(.held)`).waitFor();
}

function toast(page, text) {
  return page.locator(".toast", { hasText: text }).first().waitFor();
}

/** Drags a card by its middle until it stands in a column, and lets it go there. */
async function drag(page, key, state) {
  const middle = async (selector) => {
    const { x, y, width, height } = await page.locator(selector).boundingBox();
    return [x + width / 2, y + Math.min(height / 2, 60)];
  };
  const from = await middle(`#${key}`);
  const to = await middle(`[data-state="${state}"]`);
  await page.mouse.move(...from);
  await page.mouse.down();
  for (let part = 1; part <= 12; part += 1) {
    await page.mouse.move(...from.map((at, axis) => at + ((to[axis] - at) * part) / 12));
  }
  await page.mouse.move(to[0] + 4, to[1] + 30, { steps: 4 });
  await page.locator(`[data-state="${state}"] > #${key}.held`).waitFor();
  await page.mouse.up();
}

function focus(page, key) {
  return page.locator(`#${key}`).focus();
}

function focused(page) {
  return page.evaluate(() => document.activeElement.id);
}

function said(page) {
  return page.locator("#announce").textContent();
}

function same(found, wanted, what) {
  if (found !== wanted) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
