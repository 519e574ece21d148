// Finding anything without a mouse: ⌘K, words, keys, keys from elsewhere; the page of results with kinds and pages.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { act, setUpShelf } from "../lib/shelf.mjs";

export const limit = 150;

export default async function search({ tandem, person, step }) {
  const ines = await person("Ines");
  const page = ines.page;
  const palette = page.locator("#palette");

  step("making things to find");
  await setUpShelf({ tandem, someone: ines, name: "Ines Okafor" });
  await act(tandem, "goal.choose", { title: "Shorter holds" }, "shelf");
  await act(tandem, "story.write", { title: "Pause a hold while I am away" }, "shelf");
  for (let n = 1; n <= 55; n += 1) await act(tandem, "request.record", { body: `Hold number ${n} takes too long` }, "shelf");
  const file = join(tmpdir(), `tandem-search-${process.pid}.csv`);
  await writeFile(file, "Issue key,Summary\nHADOOP-12,Queue for a printed copy\n");
  await tandem.command("import", file, "--product", "shelf", "--as", "stories");

  step("by words, with the arrows");
  await ines.visit("/shelf/goals");
  await page.keyboard.press("Control+k");
  await palette.locator("input").fill("hold");
  await palette.locator("a mark").first().waitFor();
  await ines.bothThemes(async (theme) => {
    await ines.axe("#palette");
    await ines.screenshot(`palette-${theme}`);
  });
  await page.keyboard.press("ArrowDown");
  await palette.locator("a.on", { hasText: "G-1" }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/shelf/G-1");

  step("by key, and by a key from elsewhere");
  await jump("s1", "**/shelf/S-1");
  await jump("hadoop-12", "**/shelf/S-2");
  await page.getByRole("heading", { name: "Queue for a printed copy" }).waitFor();

  step("on the page of results");
  await page.keyboard.press("Control+k");
  await palette.locator("input").fill("hold");
  await palette.locator("a", { hasText: "All results" }).click();
  await page.waitForURL("**/shelf/search?q=hold");
  await page.getByRole("heading", { name: "57 results for “hold”" }).waitFor();
  await ines.bothThemes(async (theme) => {
    await ines.axe();
    await ines.screenshot(`results-${theme}`);
  });
  await page.locator(".tabs a", { hasText: "Requests" }).click();
  await page.locator("#R-55").waitFor();
  await page.getByRole("link", { name: "Older results" }).click();
  await page.locator("#R-5").waitFor();
  if (await page.locator("#R-6").count()) throw new Error("the second page begins with what the first ended with");
  await page.getByRole("link", { name: "Done or dropped" }).click();
  await page.getByText("Nothing has these words").waitFor();
  await ines.phone();
  await ines.visit("/shelf/search?q=hold");
  await ines.fits();
  await ines.screenshot("results-phone");
  await ines.desk();

  step("a key that finds nothing, and a key that begins something");
  await ines.visit("/shelf/search?q=nowhere");
  await page.getByText("Nothing has these words").waitFor();
  await page.keyboard.press("c");
  await page.waitForURL("**/shelf/backlog?new=1");

  async function jump(typed, address) {
    await page.keyboard.press("Control+k");
    await palette.locator("input").fill(typed);
    await palette.locator("p.label", { hasText: "This key" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(address);
  }
}
