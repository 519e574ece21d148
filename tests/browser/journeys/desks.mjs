// The owner's and the manager's queue, worked off from the desk: by mouse, by key, taken back, and read again in the history.
import { act, letIn, setUpShelf } from "../lib/shelf.mjs";

export const limit = 240;

export default async function desks({ tandem, person, step }) {
  step("making a product with three people");
  const ines = await person("Ines");
  await setUpShelf({ tandem, someone: ines, name: "Ines Okafor", preset: "manager-and-owner", roles: ["product-manager"] });
  const tomas = await letIn({ tandem, person, name: "Tomas Lindqvist", role: "product-owner" });
  const priya = await letIn({ tandem, person, name: "Priya Raman", role: "developer" });
  const does = (name, fields) => act(tandem, name, fields, "shelf");

  step("handing things over");
  await does("goal.choose", { title: "More residents borrow", starts: "2026-01-01", ends: "2026-12-31" });
  await does("key_result.add", { goal: "G-1", title: "Active borrowers", unit: "people", start: 18400, target: 24000 });
  await does("need.write", { title: "Know when a held book is mine", serves: "G-1" });
  await does("feature.define", { title: "Holds that move", serves: "N-1" });
  await does("story.write", { title: "Show the wait before I place a hold", feature: "F-1" });
  await does("story.write", { title: "Pause a hold while I am away", feature: "F-1" });
  await does("criterion.add", { thing: "S-1", then: "the wait stands beside the title" });
  await does("customer.add", { title: "Low Vision Circle" });
  const request = { body: "How long does a hold take?", contact: "Hana Yilmaz", customer: "Low Vision Circle" };
  await does("request.record", request);
  await does("request.record", { body: "Please show the wait for a hold.", contact: "Leo Marsh" });
  await does("thread.link", { from: "R-1", kind: "asks for", to: "N-1" });
  await does("decision.ask", { question: "Ship without reminders?", right: "scope-release" });
  await priya.visit("/shelf/S-1");
  await priya.page.getByLabel("Criterion 1 agreed").waitFor();
  await agree(tandem, tomas);
  for (const state of ["in work", "in review", "waiting for acceptance"]) await send(priya, "story.set_state", { thing: "S-1", state });
  const criterion = await priya.page.locator("#criteria li[id^=criterion-]").first().getAttribute("id");
  await send(priya, "criterion.show", { criterion: criterion.replace("criterion-", ""), evidence: "On the test branch" });
  await send(priya, "backlog.move", { thing: "S-2", to: "rank 1" });
  await send(priya, "comment.write", { thing: "S-2", body: "@Tomas, for how long?" });
  await send(priya, "goal.choose", { title: "Fewer late returns" });

  step("the owner's desk");
  const page = tomas.page;
  await tomas.visit("/shelf");
  await heading(page, "6 things wait for you");
  await tomas.bothThemes(async (theme) => {
    await tomas.axe();
    await tomas.screenshot(`owner-${theme}`, { fullPage: true });
  });
  await tomas.phone();
  await tomas.fits();
  await tomas.screenshot("owner-phone", { fullPage: true });
  await tomas.desk();

  step("taking the proposal with a reason");
  await page.locator("#decide-P-1 textarea").fill("Asked for most");
  await page.locator("#decide-P-1").getByRole("button", { name: "Take it" }).click();
  await heading(page, "5 things wait for you");

  step("answering the customer with ⌘↵");
  await page.locator("#reply-R-1").fill("Nine days at the moment.");
  await page.keyboard.press("Control+Enter");
  await heading(page, "4 things wait for you");

  step("accepting by key, taking it back, accepting again");
  await walkTo(page, "S-1");
  await page.keyboard.press("e");
  await heading(page, "3 things wait for you");
  await page.locator(".toast", { hasText: "S-1 accepted" }).waitFor();
  await page.keyboard.press("Control+z");
  await heading(page, "4 things wait for you");
  await page.locator("#S-1").getByRole("button", { name: "Accept" }).click();
  await heading(page, "3 things wait for you");

  step("placing the request and reading the mention");
  await page.locator("#R-2 button.chip").click();
  await page.locator("#tell-R-2").getByText("“Show the wait before I place a hold” is there now.").waitFor();
  await heading(page, "3 things wait for you");
  await tomas.axe();
  await page.locator("#tell-R-2").getByRole("button", { name: "They know already" }).click();
  await heading(page, "2 things wait for you");
  await page.locator(".note-row").getByRole("button", { name: "Mark as read" }).click();
  await heading(page, "One thing waits for you");
  await tomas.screenshot("owner-worked-off", { fullPage: true });

  step("the same in the history of the story, and one more taken back from there");
  await tomas.visit("/shelf/S-1/history");
  await page.getByText("taken back").first().waitFor();
  await tomas.axe();
  await tomas.screenshot("history");
  await page.getByRole("button", { name: /^Undo the change by Tomas/ }).first().click();
  await page.locator(".toast", { hasText: "Taken back" }).waitFor();
  await tomas.visit("/shelf");
  await page.locator("#S-1").waitFor();

  step("the manager's desk");
  const hers = ines.page;
  await ines.visit("/shelf");
  await heading(hers, "3 things wait for you");
  await ines.bothThemes(async (theme) => {
    await ines.axe();
    await ines.screenshot(`manager-${theme}`, { fullPage: true });
  });
  await ines.phone();
  await ines.fits();
  await ines.screenshot("manager-phone", { fullPage: true });
  await ines.desk();

  step("measuring, declining and deciding");
  await hers.locator("#value-KR-1").fill("20950");
  await hers.locator("#confidence-KR-1").fill("7");
  await hers.locator("#KR-1").getByRole("button", { name: "Check in" }).click();
  await heading(hers, "2 things wait for you");
  await hers.locator("#decide-P-2 textarea").fill("One goal at a time");
  await hers.locator("#decide-P-2").getByRole("button", { name: "Decline" }).click();
  await heading(hers, "One thing waits for you");
  await hers.locator("aside .t a", { hasText: "Ship without reminders?" }).click();
  await hers.waitForURL("**/shelf/D-1");

  step("the developer's desk");
  await priya.visit("/shelf");
  await priya.axe();
  await priya.screenshot("developer", { fullPage: true });

  step("the number beside the desk, on a page that shows nothing of what changes");
  await tomas.visit("/shelf/vision");
  const number = page.locator("nav.side .count-on");
  const waiting = Number(await number.textContent());
  await page.evaluate(() => document.querySelector("h1").setAttribute("data-same-page", ""));
  await send(priya, "comment.write", { thing: "S-2", body: "@Tomas, and who is told?" });
  await page.locator("nav.side .count-on", { hasText: String(waiting + 1) }).waitFor();
  await page.getByRole("link", { name: /^Notices, \d+ new$/ }).waitFor();
  if ((await page.locator("h1[data-same-page]").count()) !== 1) throw new Error("the page was fetched again");
}

/** The owner agrees to the criterion of S-1 on its page. */
async function agree(tandem, tomas) {
  await tomas.visit("/shelf/S-1");
  await tomas.page.getByLabel("Criterion 1 agreed").check();
  await tomas.page.getByText("1 of 1 agreed").waitFor();
}

function heading(page, text) {
  return page.locator("h1", { hasText: text }).waitFor();
}

/** J until the row has the focus. */
async function walkTo(page, id) {
  for (let steps = 0; steps < 30; steps += 1) {
    await page.keyboard.press("j");
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
  }
  throw new Error(`J never came to ${id}`);
}

/** Sends what a form of this person's page would send. */
async function send(person, action, fields) {
  const answer = await person.page.evaluate(
    async ([action, fields]) => {
      const csrf = document.querySelector("meta[name=csrf-token]").content;
      const body = new URLSearchParams({ csrf, back: "/shelf", ...fields });
      return (await fetch(`/shelf/do/${action}`, { method: "POST", body })).status;
    },
    [action, fields],
  );
  if (answer !== 200) throw new Error(`${person.name} could not do ${action}: ${answer}`);
}
