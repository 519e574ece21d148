// Somebody notes an interview; the owner highlights a passage in it and says which need it supports; the need has it as evidence.
import { act, letIn, setUpShelf } from "../lib/shelf.mjs";

export const limit = 240;

export default async function insights({ tandem, person, step }) {
  step("making a product with an owner, a developer, a persona and a need of theirs");
  const tomas = await person("Tomas");
  await setUpShelf({ tandem, someone: tomas, name: "Tomas Lindqvist", preset: "manager-and-owner", roles: ["product-owner"] });
  const priya = await letIn({ tandem, person, name: "Priya Raman", role: "developer" });
  await act(tandem, "persona.write", { title: "Sofia, 41, two children", quote: "One phone, three cards." }, "shelf");
  await tomas.visit("/shelf/needs?new=1&whose=PE-1");
  await tomas.page.getByLabel("Need", { exact: true }).fill("Get a card without visiting a branch");
  await tomas.page.getByLabel("When", { exact: true }).fill("When the children sleep");
  await tomas.page.getByLabel("I want to").fill("get a card there and then");
  await tomas.page.getByLabel("So I can").fill("borrow before I forget it");
  await tomas.axe();
  await tomas.page.getByRole("button", { name: "Write it" }).click();
  await tomas.page.getByText("When the children sleep, I want to get a card there and then").waitFor();

  step("any member notes what was found");
  await priya.visit("/shelf/insights?new=1");
  await priya.page.getByLabel("What was said or seen").fill("Nine parents, the card form. Two gave up at the number of the card. One photographed the wrong side.");
  await priya.page.getByLabel("Where it comes from").fill("interview");
  await priya.axe();
  await priya.page.getByRole("button", { name: "Note it" }).click();
  await priya.page.waitForURL("**/shelf/I-1");
  await priya.axe();

  step("the owner highlights a passage, and it supports the need");
  await tomas.visit("/shelf/I-1");
  await tomas.page.locator("#text p").first().selectText();
  await tomas.page.locator("#text p").first().dispatchEvent("pointerup");
  await tomas.page.locator("#passage", { hasText: "Nine parents" }).waitFor();
  await tomas.page.getByRole("radio", { name: "Two gave up at the number of the card.", exact: true }).check();
  await tomas.page.getByLabel("Which need does it support?").selectOption("N-1");
  await tomas.axe();
  await tomas.page.getByRole("button", { name: "It supports this" }).click();
  await tomas.page.locator("mark", { hasText: "Two gave up at the number of the card." }).waitFor();
  await tomas.axe();
  await tomas.screenshot("insight-marked");

  step("the need has it as evidence, and a number of how it goes");
  await tomas.visit("/shelf/N-1");
  await tomas.page.locator("#evidence").getByText("Two gave up at the number of the card.").waitFor();
  await tomas.page.locator("summary", { hasText: "Write down what was measured" }).click();
  await tomas.page.getByLabel("How much, % or out of ten").fill("78");
  await tomas.page.locator("#measure-source").fill("usability test");
  await tomas.axe();
  await tomas.page.getByRole("button", { name: "Write it down" }).click();
  await tomas.page.locator("#experience").getByText("78%").first().waitFor();
  await tomas.axe();
  await tomas.screenshot("need-with-evidence");
}
