// Every gap of a thread is closed where it stands, from vision to release; a link whose upper end was changed asks to be
// looked at again.
import { act, setUpShelf } from "../lib/shelf.mjs";

export const limit = 400;

export default async function thread({ tandem, person, step }) {
  const ines = await person("Ines");
  const { page } = ines;
  const node = (kind) => page.locator(".thread li", { has: page.locator("small", { hasText: new RegExp(`^${kind}`) }) });
  const gap = (kind) => page.locator(`.thread [popovertarget=gap-${kind}]`).first();
  const toast = (words) => page.locator(".toast", { hasText: words }).first().waitFor();
  const make = (name, fields) => act(tandem, name, fields, "shelf");

  step("setting up: one of each, hanging on nothing");
  await setUpShelf({ tandem, someone: ines, name: "Ines Okafor" });
  const goal = await make("goal.choose", { title: "Shorter waits" });
  const need = await make("need.write", { title: "Know when a held book will be mine" });
  const feature = await make("feature.define", { title: "Place and wait in numbers" });
  const story = await make("story.write", { title: "See my place in the queue" });
  const release = await make("release.plan", { title: "4.2 Autumn" });

  step("a story on its own: what is above goes through a feature");
  await ines.visit(`/shelf/${story}`);
  if ((await page.locator(".thread .missing").count()) !== 5) throw new Error("not all places are shown as missing");
  await node("Need").getByText("Through a feature").waitFor();
  await gap("feature").click();
  await page.locator("#gap-feature").waitFor();
  await ines.bothThemes(async (theme) => {
    await ines.axe();
    await ines.screenshot(`gap-${theme}`);
  });
  await page.keyboard.press("1");
  await toast(`${story} linked to ${feature}`);

  step("the need of its feature, the goal of that need, its release");
  for (const [kind, from, to] of [["need", feature, need], ["goal", need, goal], ["release", story, release]]) {
    await gap(kind).click();
    await page.keyboard.press("1");
    await toast(`${from} linked to ${to}`);
  }

  step("the vision, from the same place");
  await node("Vision").getByRole("link").click();
  await page.waitForURL("**/shelf/vision");
  await page.locator("#title").fill("A book in every pocket in Port Ellery");
  await page.getByRole("button", { name: "Set the vision" }).click();
  await page.locator("h1", { hasText: "A book in every pocket" }).waitFor();
  await node("Goal").getByText("Shorter waits").waitFor();
  await ines.visit(`/shelf/${story}`);
  if ((await page.locator(".thread .missing").count()) !== 0) throw new Error("a place is still shown as missing");
  await ines.axe();
  for (const thing of [goal, need, feature, release]) {
    await ines.visit(`/shelf/${thing}`);
    if ((await page.locator(".thread .missing").count()) !== 0) throw new Error(`${thing} still has a gap`);
    await ines.bothThemes(() => ines.axe());
  }

  step("writing what fills a gap");
  const other = await make("need.write", { title: "Borrow for my children, safely" });
  await ines.visit(`/shelf/${other}`);
  await gap("goal").click();
  await page.getByRole("link", { name: /Write a new goal/ }).click();
  await page.getByLabel("Objective").fill("More residents borrow");
  await page.getByRole("button", { name: "Choose this goal" }).click();
  await page.getByRole("button", { name: `Link G-2 to ${other}` }).click();
  await toast(`${other} linked to G-2`);
  await node("Goal").getByText("More residents borrow").waitFor();

  step("saying that it needs none, and that it needs one after all");
  await gap("feature").click();
  await page.getByPlaceholder("It needs none, because…").first().fill("Branches do it by hand");
  await page.keyboard.press("Enter");
  await node("Feature").getByText("None, because Branches do it by hand").waitFor();
  await gap("feature").click();
  await page.getByRole("button", { name: "It needs one after all" }).click();
  await node("Feature").getByText("Choose a feature", { exact: true }).waitFor();

  step("a link whose upper end moves on");
  await make("need.edit", { need, title: "Know on which day a held book will be mine" });
  await ines.visit(`/shelf/${feature}`);
  await page.locator(".notice", { hasText: "was changed since" }).waitFor();
  await ines.axe();
  await ines.screenshot("suspect");
  await page.getByRole("button", { name: "It still holds" }).click();
  await page.locator(".notice", { hasText: "was changed since" }).waitFor({ state: "detached" });
  await page.locator(".toast").getByRole("button", { name: /Undo/ }).click();
  await page.locator(".notice", { hasText: "was changed since" }).waitFor();

  step("the same on a phone");
  await ines.phone();
  await ines.visit(`/shelf/${other}`);
  await ines.fits();
  await gap("feature").click();
  await page.locator("#gap-feature").waitFor();
  await ines.axe();
  await ines.fits();
  await ines.screenshot("gap-phone");
}
