// The owner asks people how much needs matter to them. Somebody without an account answers through the link, with half an answer
// first, then again; when the survey is closed the need has what they said.
import { act, setUpShelf } from "../lib/shelf.mjs";

export const limit = 240;

export default async function surveys({ tandem, person, step }) {
  step("making a product with an owner, and two needs");
  const tomas = await person("Tomas");
  await setUpShelf({ tandem, someone: tomas, name: "Tomas Lindqvist", preset: "manager-and-owner", roles: ["product-owner"] });
  await act(tandem, "need.write", { title: "Know when a held book will be mine" }, "shelf");
  await act(tandem, "need.write", { title: "Read comfortably at any size" }, "shelf");

  step("writing a survey and opening it");
  await tomas.visit("/shelf/needs");
  await tomas.page.getByRole("link", { name: "Ask people" }).click();
  await tomas.page.getByLabel("What those who answer see as its title").fill("What matters to you when you borrow?");
  await tomas.page.getByLabel("Who may they be? One a line").fill("I read on the way\nI borrow for a family");
  await tomas.axe();
  await tomas.page.getByRole("button", { name: "Write it" }).click();
  await tomas.page.getByRole("button", { name: "Open it" }).click();
  await tomas.page.getByText("can be answered through its links").waitFor();
  await tomas.axe();

  step("a link is made and shown once");
  await tomas.page.getByRole("button", { name: "Make a link" }).click();
  const address = await tomas.page.getByRole("textbox", { name: "The open link" }).inputValue();
  await tomas.axe();
  await tomas.screenshot("survey-link");

  step("somebody without an account answers");
  const reader = await person("Reader");
  await reader.visit(new URL(address).pathname + new URL(address).search);
  await reader.axe();
  await reader.screenshot("survey-asked");
  const about = (title) => reader.page.locator(".question", { hasText: title });
  const hold = about("Know when a held book will be mine");
  await hold.getByRole("group", { name: "How much does it matter to you?" }).getByLabel("Very much").check();
  await reader.page.getByLabel("Is there anything else?").fill("Do not tell me soon. Tell me a week.");
  await shownLongAgo(reader);
  await reader.page.getByRole("button", { name: "Send", exact: true }).click();
  await reader.page.getByText("only both together can be counted").waitFor();
  await reader.axe();
  await hold.getByRole("group", { name: "How well does it go today?" }).getByLabel("Very badly").check();
  await reader.page.getByRole("button", { name: "Send", exact: true }).click();
  await reader.page.getByText("Your answers are kept.").waitFor();
  await reader.axe();

  step("they change their mind, and are told that it takes the place of the first");
  await reader.page.getByRole("link", { name: "Change my answers" }).click();
  await reader.page.getByText("takes the place of that").waitFor();
  await about("Read comfortably at any size").getByLabel("Somewhat").check();
  await about("Read comfortably at any size").getByLabel("So so").check();
  await shownLongAgo(reader);
  await reader.page.getByRole("button", { name: "Send it instead" }).click();
  await reader.page.getByText("in place of those you gave before").waitFor();

  step("the owner reads it, closes the survey, and the need has its score");
  await tomas.visit("/shelf/SV-1");
  await tomas.page.getByText("One person has answered about 2 needs").waitFor();
  await tomas.page.getByText("Tell me a week.").waitFor();
  await tomas.axe();
  await tomas.screenshot("survey-results");
  await tomas.page.getByRole("button", { name: "Close it" }).click();
  await tomas.page.getByText("2 needs measured by it").waitFor();
  await tomas.visit("/shelf/needs");
  await tomas.page.locator("td.num", { hasText: "only 1" }).first().waitFor();
  await tomas.axe();
  await tomas.screenshot("needs-measured");
}

/** People read for longer than the journey does: what is sent within three seconds is taken for the work of a robot. */
async function shownLongAgo({ page }) {
  await page.locator("[name=shown]").evaluate((field) => (field.value = String(Number(field.value) - 10_000_000)));
}
