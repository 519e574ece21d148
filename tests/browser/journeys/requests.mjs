// An owner works through the inbox by keyboard: placing, merging and taking it back, declining, answering; a developer
// proposes; the feature shows what is asked of it.
import { act, letIn, setUpShelf } from "../lib/shelf.mjs";

export const limit = 400;

export default async function requests({ tandem, person, step }) {
  const tomas = await person("Tomas");
  const { page } = tomas;
  const press = (key) => page.keyboard.press(key);
  const toast = (words) => page.locator(".toast", { hasText: words }).first().waitFor();

  step("setting up");
  await setUpShelf({ tandem, someone: tomas, name: "Tomas Lindqvist", preset: "manager-and-owner", roles: ["product-owner"] });
  const feature = await act(tandem, "feature.define", { title: "Pause a hold while I am away" }, "shelf");
  const ask = (fields) => act(tandem, "request.record", fields, "shelf");
  await act(tandem, "customer.add", { title: "Low Vision Circle", value: 910 }, "shelf");
  const holiday = await ask({ title: "Keep my hold over a holiday", contact: "Dora Kessler", importance: 2, asked: "2026-10-01" });
  const month = await ask({ title: "Skip my hold this month", contact: "Wen Hart", importance: 1, asked: "2026-10-02" });
  const paper = await ask({ title: "Lend on paper", contact: "Leo Marsh", importance: 1, asked: "2026-10-03" });

  step("recording a request by keyboard");
  await tomas.visit("/shelf/requests");
  await press("r");
  await page.locator("#request-body").fill("I was in hospital and my hold went to the next person.");
  await page.locator("#request-contact").fill("Adele Fournier");
  await page.locator("#request-customer").fill("Low Vision Circle");
  await page.locator("#request-importance").selectOption("3");
  await tomas.axe();
  await page.locator("#request-body").focus();
  await press("Control+Enter");
  await page.waitForURL("**/shelf/R-4");
  await toast("R-4 recorded");
  await tomas.bothThemes(async (theme) => {
    await tomas.axe();
    await tomas.screenshot(`inbox-${theme}`);
  });

  step("placing it with the first suggestion, from the list of new ones");
  await tomas.visit("/shelf/requests");
  await page.locator("#R-4 a").click();
  await page.waitForURL("**/shelf/R-4?tab=new");
  await page.locator(`#likely-${feature}`).waitFor();
  await press("1");
  await toast(`R-4 linked to ${feature}`);
  await page.locator(`#hangs-${feature}`).waitFor();

  step("going on to the next with J, and back with K");
  await press("j");
  await page.waitForURL(`**/shelf/${paper}*`);
  await press("j");
  await page.waitForURL(`**/shelf/${month}*`);
  await press("k");
  await page.waitForURL(`**/shelf/${paper}*`);
  await press("j");
  await page.waitForURL(`**/shelf/${month}*`);

  step("merging what says the same, and taking it back");
  await press("m");
  await page.locator("#merge-into").fill(holiday);
  await tomas.axe("#merge");
  await press("Enter");
  await toast(`${month} merged into ${holiday}`);
  await tomas.visit(`/shelf/${holiday}`);
  await page.getByText("2 people in 2 requests").waitFor();
  await tomas.visit(`/shelf/${month}`);
  await page.getByRole("button", { name: "Take it back" }).click();
  await toast(`${month} stands for itself again`);
  await tomas.visit(`/shelf/${holiday}`);
  await page.getByText("Merged into it").waitFor({ state: "detached" });
  await tomas.visit(`/shelf/${month}`);
  await press("m");
  await page.locator("#merge-into").fill(holiday);
  await press("Enter");
  await toast("merged into");

  step("declining with a reason, which is the answer");
  await tomas.visit(`/shelf/${paper}`);
  await press("Shift+D");
  await page.locator("#decline-because").fill("We lend no paper. Maple Street does.");
  await press("Control+Enter");
  await toast(`${paper} declined`);
  await page.locator(".notice", { hasText: "Declined." }).waitFor();
  await tomas.axe();

  step("a note among the team, an answer, importance, who looks after it, putting it off");
  await tomas.visit(`/shelf/${holiday}`);
  await press("a");
  await page.keyboard.type("The waits goal counts people.");
  await page.locator("#only-team").check();
  await page.locator("#reply").focus();
  await press("Control+Enter");
  await page.locator(".msg-note", { hasText: "Only the team sees this." }).waitFor();
  await press("Escape");
  await press("p");
  await press("ArrowDown");
  await press("Enter");
  await toast(`${holiday} is critical to them`);
  await press("o");
  await press("ArrowDown");
  await press("Enter");
  await toast(`${holiday} is looked after`);
  await press("z");
  await page.locator("#snooze-until").fill("2099-01-01");
  await page.locator("#snooze").getByRole("button", { name: "Put it off" }).click();
  await page.locator(".notice", { hasText: "Put off until" }).waitFor();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await toast("back in the inbox");

  step("placing the merged ones: each person is counted once");
  await page.locator(`#likely-${feature}`).waitFor();
  await press("1");
  await toast(`${holiday} linked to ${feature}`);
  await tomas.visit(`/shelf/${feature}`);
  const figures = await page.locator("#asked .figures").innerText();
  for (const words of [/3\s*people/, /2\.3 of 3/, /910/]) {
    if (!words.test(figures)) throw new Error(`the feature does not say ${words}, but ${figures}`);
  }
  await tomas.screenshot("demand");

  step("a developer proposes");
  const priya = await letIn({ tandem, person, name: "Priya Raman", role: "developer" });
  const lost = await ask({ title: "My hold lapsed while I was away", contact: "Oskar Brandt" });
  await priya.visit(`/shelf/${lost}`);
  await priya.page.locator(`#likely-${feature}`).getByRole("button", { name: /^Propose/ }).waitFor();
  await priya.page.keyboard.press("1");
  await priya.page.locator(".toast").first().waitFor();
  await tomas.visit("/shelf/proposals");
  await page.getByText(`Link ${lost} to ${feature}`).first().waitFor();

  step("the same on a phone");
  await tomas.phone();
  await tomas.visit("/shelf/requests");
  await tomas.fits();
  await tomas.axe();
  await tomas.screenshot("inbox-phone");
  await tomas.visit(`/shelf/${lost}`);
  await tomas.fits();
  await tomas.screenshot("request-phone");

  step("needs and customers");
  await tomas.desk();
  const need = await act(tandem, "need.write", { title: "Know when a held book will be mine", importance: 9.1, satisfaction: 3.4 }, "shelf");
  await tomas.visit("/shelf/needs");
  await page.getByRole("heading", { name: "One need matters much and is met badly" }).waitFor();
  await tomas.bothThemes(() => tomas.axe());
  await tomas.visit(`/shelf/${need}`);
  await tomas.bothThemes(() => tomas.axe());
  await tomas.visit("/shelf/customers");
  await tomas.bothThemes(() => tomas.axe());
  await tomas.phone();
  for (const path of ["needs", need, "customers", "C-1"]) {
    await tomas.visit(`/shelf/${path}`);
    await tomas.fits();
  }
}
