// A developer asks on a criterion, with two people in two browsers: the owner sees it on the desk at once, answers it and has the
// criterion say so, and the developer finds the answer clear. What was asked before is offered while one asks again.
import { act, letIn, setUpShelf } from "../lib/shelf.mjs";

export const limit = 240;

export default async function questions({ tandem, person, step }) {
  step("making a product with an owner and a developer");
  const tomas = await person("Tomas");
  const roles = ["product-owner"];
  await setUpShelf({ tandem, someone: tomas, name: "Tomas Lindqvist", preset: "manager-and-owner", roles });
  const priya = await letIn({ tandem, person, name: "Priya Raman", role: "developer" });
  await act(tandem, "story.write", { title: "Pause a hold while I am away" }, "shelf");
  await act(tandem, "criterion.add", { thing: "S-1", then: "the next reader gets it" }, "shelf");

  step("asking, by key");
  await tomas.visit("/shelf");
  await priya.visit("/shelf/S-1");
  await priya.page.locator("body").press("q");
  await priya.page.getByLabel("The question").fill("Does the next reader move up?");
  await priya.page.getByLabel("About", { exact: true }).selectOption({ label: "1. the next reader gets it" });
  await priya.page.getByLabel("Work on it waits for the answer").check();
  await priya.axe();
  await priya.page.locator("#question-ask .btn-main").click();
  await priya.page.getByText("Question open").waitFor();
  await priya.page.getByText("1 question not answered").waitFor();
  await priya.axe();
  await priya.screenshot("question-asked");

  step("the owner answers it on the desk");
  const answer = tomas.page.getByLabel("Your answer to Q-1");
  await answer.waitFor({ timeout: 5000 });
  await tomas.page.getByText("One unanswered question blocks work.").waitFor();
  await tomas.axe();
  await tomas.screenshot("question-on-the-desk");
  await answer.fill("Yes, and the first reader stays first.");
  await tomas.page.locator("summary", { hasText: "Word its criterion anew" }).click();
  await tomas.page.getByLabel("Criterion 1 then says").fill("the next reader gets it, and the first stays first");
  await tomas.axe();
  await answer.press("Control+Enter");
  await tomas.page.getByLabel("Your answer to Q-1").waitFor({ state: "detached" });

  step("the developer sees it at once, and finds it clear");
  await priya.page.getByRole("button", { name: "Clear, thank you" }).waitFor({ timeout: 5000 });
  await priya.page.locator("#criteria").getByText("the next reader gets it, and the first stays first").waitFor();
  await priya.visit("/shelf");
  await priya.page.getByRole("heading", { name: "Questions you asked" }).waitFor();
  await priya.axe();
  await priya.page.getByRole("button", { name: "Clear, thank you" }).click();
  await priya.page.getByRole("heading", { name: "Questions you asked" }).waitFor({ state: "detached" });

  step("what was asked before is offered");
  await priya.visit("/shelf/S-1");
  await priya.page.locator("body").press("q");
  await priya.page.getByLabel("The question").pressSequentially("When does the next reader move");
  await priya.page.getByText("Asked before: 1").waitFor();
  await priya.page.locator("[data-alike-list]").getByRole("link", { name: "Does the next reader move up?" }).click();
  await priya.page.waitForURL("**/shelf/Q-1");
  await priya.axe();

  step("it is not clear after all");
  await priya.page.locator("summary", { hasText: "Reopen" }).click();
  await priya.page.getByLabel("What is not clear?").fill("What of the third?");
  await priya.page.getByRole("button", { name: "Reopen", exact: true }).click();
  await priya.page.getByText("What of the third?").waitFor();
  await tomas.visit("/shelf/questions");
  await tomas.page.getByRole("link", { name: "Does the next reader move up?" }).waitFor();
  await tomas.axe();
}
