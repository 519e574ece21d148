// The backlog as its people use it: the owner orders it by drag, by keys and in words, a developer proposes, filters and
// views come back after a reload, many rows change at once, a story is read beside the list; on a desk and on a phone.
import { act, company } from "../lib/company.mjs";

export const limit = 420;

export default async function backlog({ tandem, person, step }) {
  step("meeting everybody");
  const { Ines, Tomas, Priya } = await company({ tandem, person });
  const page = Tomas.page;

  step("writing stories, one after another, without waiting for the page");
  await Tomas.visit("/shelf/backlog");
  await page.locator("#quick-title").click();
  for (const title of TITLES) {
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
  }
  await isOrdered(page, "123456");
  await page.keyboard.type("x".repeat(201));
  await page.keyboard.press("Enter");
  await page.locator("#quick [role=alert]", { hasText: "201 characters; 200 fit" }).waitFor();
  same((await page.locator("#quick-title").inputValue()).length, 201, "the text that was too long is kept");
  await page.locator("#quick-title").fill("");
  await Tomas.visit("/shelf/backlog?add=S-2");
  await page.keyboard.type("Between two and three");
  await page.keyboard.press("Enter");
  await isOrdered(page, "1273456");
  await page.keyboard.type("And another");
  await page.keyboard.press("Enter");
  await isOrdered(page, "12783456");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await isOrdered(page, "1273456");
  await Tomas.bothThemes(() => Tomas.axe());

  step("saying how much fits, which draws the lines");
  await act(Ines, "release.plan", { title: "4.2 Autumn" });
  await act(Ines, "product.capacity", { of: "release", points: "13" });
  await Priya.visit("/shelf/backlog");
  await act(Priya, "sprint.plan", { starts: "2030-10-21", ends: "2030-11-01" });
  await act(Priya, "product.capacity", { of: "sprint", points: "8" });
  for (const [key, points] of [["S-1", 3], ["S-2", 5], ["S-7", 5], ["S-3", 8]]) await act(Priya, "story.estimate", { thing: key, points });
  await Tomas.visit("/shelf/backlog");
  await page.locator("#S-2 + .waterline", { hasText: "8 of 8 points" }).waitFor();
  await page.locator("#S-7 + .waterline", { hasText: "13 of 13 points" }).waitFor();

  step("the owner drags a story, and takes it back");
  await drag(page, "S-1", 3);
  await toast(page, "S-1 moved to rank 3");
  await isOrdered(page, "2713456");
  await page.keyboard.press("Control+z");
  await isOrdered(page, "1273456");

  step("the owner moves it with keys, and hears where it is");
  await focusRow(page, "S-3");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  same(await page.locator("#announce").textContent(), "S-3, rank 2 of 7", "the announcement");
  await page.keyboard.press("Escape");
  await isOrdered(page, "1273456");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await toast(page, "S-3 moved to rank 3");
  await isOrdered(page, "1237456");
  same(await focused(page), "S-3", "the row that was moved keeps the focus");

  step("the owner says the place in words");
  await page.keyboard.press("m");
  same(await focused(page), "rank", "M asks for the place");
  await Tomas.axe();
  await page.keyboard.type("after S-5");
  await page.keyboard.press("Enter");
  await toast(page, "S-3 moved to rank 6");
  await isOrdered(page, "1274536");
  await focusRow(page, "S-6");
  await page.keyboard.press("m");
  await page.keyboard.type("somewhere");
  await page.keyboard.press("Enter");
  await toast(page, "“somewhere” is no place in the order");
  await focusRow(page, "S-6");
  await page.keyboard.press("Shift+ArrowUp");
  await isOrdered(page, "6127453");

  step("a developer drags a story, which proposes it");
  const other = Priya.page;
  await Priya.visit("/shelf/backlog");
  await drag(other, "S-4", 2);
  await toast(other, "It waits for Tomas");
  await isOrdered(other, "6127453");
  await other.locator("#S-4 .chip", { hasText: "Priya proposes rank 2" }).waitFor();
  await Priya.axe();
  await page.locator("#S-4 .chip", { hasText: "Priya proposes rank 2" }).waitFor();

  step("the owner takes it");
  await page.locator("#S-4 .chip").click();
  await page.waitForURL("**/shelf/P-*");
  await page.locator("[name=because]").first().fill("It unblocks the rest.");
  await page.getByRole("button", { name: "Take it" }).click();
  await isOrdered(other, "6412753");
  same(await other.locator("#S-4 .chip").count(), 0, "nothing waits any more");

  step("somebody else moves a row that is being moved: theirs stands, and one's own is offered again");
  await Tomas.visit("/shelf/backlog");
  await focusRow(other, "S-3");
  await other.keyboard.press("Space");
  await other.keyboard.press("ArrowUp");
  await focusRow(page, "S-3");
  await page.keyboard.press("Shift+ArrowUp");
  await isOrdered(page, "3641275");
  Priya.allow(/status of 409/);
  await other.keyboard.press("Enter");
  await toast(other, "S-3 was moved to rank 1 by Tomas Lindqvist meanwhile. It stays there.");
  await isOrdered(other, "3641275");
  await other.getByRole("button", { name: "Move it anyway" }).click();
  await toast(other, "It waits for Tomas");

  step("many rows at once");
  await focusRow(other, "S-1");
  await other.keyboard.press("x");
  await other.keyboard.press("Shift+J");
  await other.locator("#bulk", { hasText: "2 selected, 8 points" }).waitFor();
  await Priya.axe();
  await other.keyboard.press("p");
  await other.keyboard.type("2");
  await other.keyboard.press("Enter");
  await toast(other, "2 stories");
  for (const key of ["S-1", "S-2"]) await other.locator(`#${key} .num`, { hasText: /^2$/ }).waitFor();
  await focusRow(other, "S-5");
  await other.keyboard.press("p");
  await other.locator("dialog[open]", { hasText: "Estimate S-5" }).waitFor();
  await other.keyboard.type("1000");
  await other.keyboard.press("Enter");
  await other.locator("dialog[open] .error", { hasText: "from 0 to 100" }).waitFor();
  await other.locator("#bulk-points").fill("13");
  await other.keyboard.press("Enter");
  await other.locator("#S-5 .num", { hasText: "13" }).waitFor();

  step("many stories are chosen for the next sprint");
  for (const key of ["S-6", "S-7"]) await other.locator(`#${key} input`).check();
  await other.keyboard.press("s");
  await other.locator("#bulk-sprint[open]").waitFor();
  await Priya.axe();
  await other.locator("#bulk-sprint").getByRole("button", { name: "Choose" }).click();
  await toast(other, "2 stories chosen for");
  await other.keyboard.press("Control+z");
  await toast(other, "taken back");

  step("filters combine, have an address, and can be kept as a view");
  await act(Tomas, "feature.define", { title: "Holds that move" });
  await act(Tomas, "stories.place_in_feature", { thing: ["S-1", "S-2", "S-3"], feature: "F-1" });
  await Tomas.visit("/shelf/backlog");
  await page.locator("summary", { hasText: "Feature: any" }).click();
  await page.locator("details[open] a", { hasText: "Holds that move" }).click();
  await isOrdered(page, "312");
  await page.keyboard.press("/");
  await page.locator("#filter-q").fill("queue");
  await page.keyboard.press("Enter");
  await isOrdered(page, "2");
  await page.getByRole("link", { name: "Save this view" }).click();
  await page.locator("#view-name").fill("Queues");
  await Tomas.axe();
  await page.keyboard.press("Enter");
  await page.locator(".tabs [aria-current]", { hasText: "Queues" }).waitFor();
  await page.reload();
  await isOrdered(page, "2");
  same(new URL(page.url()).search, "?feature=F-1&q=queue", "the whole state is in the address");
  await page.getByRole("link", { name: "Feature: Holds that move. Take this filter away" }).click();
  await page.getByRole("link", { name: "By feature" }).click();
  await page.locator("tr.group", { hasText: "Holds that move" }).waitFor();
  await Tomas.axe();

  step("reading stories beside the list");
  await Tomas.visit("/shelf/backlog");
  await focusRow(page, "S-3");
  await page.keyboard.press("w");
  await page.locator("#why .thread", { hasText: "Holds that move" }).waitFor();
  await Tomas.axe();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.locator(".drawer h2", { hasText: TITLES[2] }).waitFor();
  await Tomas.bothThemes(() => Tomas.axe());
  await page.keyboard.press("j");
  await page.locator(".drawer h2", { hasText: TITLES[5] }).waitFor();
  same(new URL(page.url()).search, "?open=S-6", "the drawer has an address");
  await page.keyboard.press("Escape");
  await page.waitForURL("**/shelf/backlog");
  same(await focused(page), "S-6", "closing leads back to the row");
  await page.keyboard.press("Shift+Enter");
  await page.waitForURL("**/shelf/S-6");
  await Tomas.bothThemes(() => Tomas.axe());

  step("every key");
  await Tomas.visit("/shelf/backlog");
  await page.keyboard.press("?");
  await page.locator("#all-keys", { hasText: "Hold the row to move it" }).waitFor();
  await Tomas.axe();
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await page.locator("#new-story[open]").waitFor();
  await Tomas.axe();

  step("releases, sprints and features");
  for (const path of ["features", "F-1", "releases", "releases?new=1", "RL-1", "RL-1?edit=release", "sprints", "SP-1"]) {
    await Tomas.visit(`/shelf/${path}`);
    await Tomas.bothThemes(() => Tomas.axe());
  }

  step("the same on a phone");
  await Tomas.phone();
  for (const path of ["backlog", "backlog?by=feature", "backlog?open=S-3", "S-3", "features", "F-1", "releases", "RL-1", "sprints", "SP-1"]) {
    await Tomas.visit(`/shelf/${path}`);
    await Tomas.fits();
    await Tomas.axe();
  }
  await Tomas.visit("/shelf/backlog");
  await page.locator("#S-5 input").check();
  await page.getByRole("button", { name: "Move to…" }).click();
  await page.locator("#bulk-to").fill("top");
  await page.keyboard.press("Enter");
  await isOrdered(page, "5364127");
  await Tomas.screenshot("phone");
}

const TITLES = [
  "Pause a hold while I am away",
  "See my place in the queue",
  "Add a child to my card",
  "Raise text to 32 pt in the reader",
  "Renew a loan before it lapses",
  "Choose what a child can borrow",
];

/** Waits until the rows stand in this order, by the last digits of their keys. */
async function isOrdered(page, keys) {
  const wanted = Array.from(keys, (digit) => `S-${digit}`).join();
  await page.waitForFunction(
    (wanted) => Array.from(document.querySelectorAll("main tr[data-row]"), ({ id }) => id).join() === wanted,
    wanted,
  );
}

function toast(page, text) {
  return page.locator(".toast", { hasText: text }).first().waitFor();
}

/** Drags a row until it stands at a rank, and lets it go there. */
async function drag(page, key, rank) {
  const middle = async (selector) => {
    const { x, y, width, height } = await page.locator(selector).boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const [x, from] = await middle(`#${key} .grip`);
  const goal = (await middle(`tr[data-row] >> nth=${rank - 1}`))[1];
  await page.mouse.move(x, from);
  await page.mouse.down();
  const way = Math.sign(goal - from);
  for (let y = from; Math.abs(y - from) < Math.abs(goal - from) + 40; y += way * 6) {
    await page.mouse.move(x, y);
    const keys = await page.locator("tr[data-row]").evaluateAll((rows) => rows.map(({ id }) => id));
    if (keys.indexOf(key) === rank - 1) break;
  }
  await page.locator(`#${key}.held`).waitFor();
  await page.mouse.up();
}

function focusRow(page, key) {
  return page.locator(`#${key}`).evaluate((row) => {
    row.tabIndex = -1;
    row.focus();
  });
}

function focused(page) {
  return page.evaluate(() => document.activeElement.id);
}

function same(found, wanted, what) {
  if (found !== wanted) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
