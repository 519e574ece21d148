// The owner words a story with hints while typing, ignores one for a reason, splits the story by key, and what asks for it asks
// for both parts. A developer lists the work on it. What it said before is shown word by word.
import { act, letIn, setUpShelf } from "../lib/shelf.mjs";

export const limit = 240;

export default async function splitting({ tandem, person, step }) {
  step("making a product with an owner and a developer");
  const tomas = await person("Tomas");
  const roles = ["product-owner"];
  await setUpShelf({ tandem, someone: tomas, name: "Tomas Lindqvist", preset: "manager-and-owner", roles });
  const priya = await letIn({ tandem, person, name: "Priya Raman", role: "developer" });
  await act(tandem, "story.write", { title: "Pause a hold while I am away" }, "shelf");
  await act(tandem, "criterion.add", { thing: "S-1", then: "my place keeps moving up" }, "shelf");
  await act(tandem, "request.record", { body: "Let me pause a hold", asks_for: "S-1" }, "shelf");

  step("hints while one writes");
  await tomas.visit("/shelf/S-1?edit=story");
  await tomas.page.getByLabel("As a", { exact: true }).fill("reader");
  await tomas.page.getByLabel("I want", { exact: true }).pressSequentially("to find my holds and pause them quickly");
  const quickly = tomas.page.locator("[data-lint-list] .hint-note", { hasText: "cannot be tested" });
  await quickly.getByRole("button", { name: "Use it" }).click();
  await quickly.waitFor({ state: "detached" });
  await tomas.page.locator("[data-lint-list]", { hasText: "two actions" }).waitFor();
  await tomas.axe();
  await tomas.page.getByRole("button", { name: "Save", exact: true }).click();
  const wish = tomas.page.locator(".narrative", { hasText: "to find my holds and pause them within 2 seconds" });
  await wish.getByText("find my holds and pause", { exact: true }).waitFor();
  await tomas.axe();
  await tomas.screenshot("hints");

  step("a hint is ignored for a reason, and taken up again");
  const note = tomas.page.locator(".hint-note", { hasText: "two actions" });
  await note.getByRole("link", { name: "Ignore" }).click();
  await tomas.page.getByLabel("Why it is no fault here").fill("One tap does both");
  await tomas.axe();
  await tomas.page.getByRole("button", { name: "Ignore it" }).click();
  await tomas.page.getByText("1 hint on the sentence ignored").click();
  await tomas.page.getByText("“One tap does both”").waitFor();
  await tomas.axe();
  await tomas.page.getByRole("button", { name: "Take it up again" }).click();
  await note.waitFor();

  step("the work on it is listed");
  await priya.visit("/shelf/S-1");
  await priya.page.locator("summary", { hasText: "Add a subtask" }).click();
  await priya.page.locator("#new-subtask").fill("Write the query");
  await priya.axe();
  await priya.page.locator("#subtask-add").getByRole("button", { name: "Add" }).click();
  await priya.page.getByRole("button", { name: "Take it" }).click();
  await priya.page.getByLabel("Write the query", { exact: true }).check();
  await priya.page.getByText("1 of 1").waitFor();
  await priya.axe();

  step("splitting it, by key");
  await tomas.page.locator("body").press("s");
  await tomas.page.waitForURL("**/shelf/S-1/split");
  await tomas.axe();
  await tomas.screenshot("split");
  await tomas.page.getByLabel("Part 1", { exact: true }).fill("Find my holds");
  await tomas.page.getByLabel("Part 2", { exact: true }).fill("As a reader, I want to pause a hold so that I keep my place");
  await tomas.page.locator("#criteria select, select[name=criteria]").first().selectOption({ label: "Part 2" });
  await tomas.page.getByRole("button", { name: "Split it" }).click();
  await tomas.page.getByText("Split: it goes on here and in").waitFor();
  await tomas.page.getByRole("link", { name: "S-2 Pause a hold" }).click();
  await tomas.page.getByText("Split from").waitFor();
  await tomas.page.locator("#criteria").getByText("my place keeps moving up").waitFor();
  await tomas.page.locator("#asked").getByText("Let me pause a hold").waitFor();
  await tomas.axe();

  step("what it said before");
  await priya.visit("/shelf/S-1");
  await priya.page.getByRole("link", { name: "What it said before" }).click();
  await priya.page.getByRole("heading", { name: /versions of its words/ }).waitFor();
  await priya.page.locator("ins, del").first().waitFor();
  await priya.axe();
  await priya.screenshot("versions");
}
