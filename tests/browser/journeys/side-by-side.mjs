// Two people beside each other: what one changes the other sees within a second, without losing what they are writing, also
// when the server was started anew meanwhile, and each sees that the other is here.
export const limit = 180;

const PASSWORD = "a long password";

export default async function sideBySide({ tandem, person, step }) {
  const ines = await person("Ines");
  const tomas = await person("Tomas");
  const [hers, his] = [ines.page, tomas.page];
  const waits = [];
  /** Waits until she sees it, and remembers for how long. */
  const seen = async (locator) => {
    const began = performance.now();
    await locator.waitFor({ timeout: 5000 });
    waits.push(performance.now() - began);
  };

  step("setting up, with two people");
  await ines.visit(tandem.setup);
  await hers.getByLabel("Name").fill("Ines Okafor");
  await hers.getByLabel("E-mail").fill("ines.okafor@port-ellery.example");
  await hers.getByLabel("Password").fill(PASSWORD);
  await hers.locator("button[type=submit]").first().click();
  await hers.waitForURL("**/products/new");
  await hers.getByLabel("Name", { exact: true }).fill("Shelf");
  await hers.getByLabel("Key, in every address").fill("shelf");
  await hers.locator(".btn-main").click();
  await hers.waitForURL("**/shelf");
  await ines.visit("/shelf/settings/invite");
  await hers.getByLabel("E-mail", { exact: true }).fill("tomas.lindqvist@port-ellery.example");
  await hers.getByLabel("Product owner").first().check();
  await hers.getByRole("button", { name: "Make the links" }).click();
  await tomas.visit(await hers.locator("#link-0").inputValue());
  await his.getByLabel("Name").fill("Tomas Lindqvist");
  await his.getByLabel("Password").fill(PASSWORD);
  await his.locator("button[type=submit]").first().click();
  await his.waitForURL("**/shelf");

  step("seeing who else is here");
  await ines.visit("/shelf/backlog");
  await tomas.visit("/shelf/backlog");
  await hers.getByRole("img", { name: "Tomas Lindqvist, product owner" }).waitFor();
  await his.getByRole("img", { name: /^Ines Okafor, product / }).waitFor();
  await ines.bothThemes(async (theme) => {
    await ines.axe();
    await ines.screenshot(`here-${theme}`);
  });

  step("adding to the backlog while the other writes there");
  const half = hers.locator("#quick-title");
  await half.fill("Half a story, not sent");
  await add(his, "Pause a hold");
  await seen(row(hers, "Pause a hold"));
  await add(his, "Tell me before a loan is due");
  await seen(row(hers, "Tell me before a loan is due"));
  await keeps(half, "Half a story, not sent");

  step("going on after the server was started anew");
  for (const one of [ines, tomas]) one.allow(/WebSocket connection|ERR_CONNECTION_REFUSED/);
  await tandem.restart();
  await add(his, "Borrow for a neighbour");
  await row(hers, "Borrow for a neighbour").waitFor();
  await add(his, "Return at any branch");
  await seen(row(hers, "Return at any branch"));
  await keeps(half, "Half a story, not sent");
  await hers.getByRole("img", { name: "Tomas Lindqvist, product owner" }).waitFor();

  step("talking on the page of a story");
  await tomas.visit("/shelf/S-1");
  await ines.visit("/shelf/S-1");
  const comment = hers.locator("#comment-body");
  await comment.fill("Half a sentence, not sent");
  await his.locator("#comment-body").fill("Counted on Monday");
  await his.getByRole("button", { name: /Comment/ }).click();
  await seen(hers.locator(".asked", { hasText: "Counted on Monday" }));
  await keeps(comment, "Half a sentence, not sent");

  step("being told of what the command line brings");
  await ines.visit("/shelf/requests");
  const fields = JSON.stringify({ body: "Let me pause my holds over summer.", contact: "Adele Fournier" });
  await tandem.command("act", "request.record", fields, "--product", "shelf");
  await hers.getByText("Let me pause my holds over summer.").first().waitFor({ timeout: 5000 });

  step("being alone again");
  await tomas.visit("/account");
  await hers.getByRole("img", { name: "Tomas Lindqvist, product owner" }).waitFor({ state: "detached" });
  const soonest = Math.min(...waits);
  if (soonest > 1000) throw new Error(`nothing was seen within a second: ${waits.map(Math.round).join(", ")} ms`);
}

function row(page, title) {
  return page.locator("main tr", { hasText: title }).first();
}

async function add(page, title) {
  await page.locator("#quick-title").fill(title);
  await page.locator("#quick-title").press("Enter");
  await row(page, title).waitFor();
}

async function keeps(field, text) {
  const kept = await field.inputValue();
  if (kept !== text) throw new Error(`the half-typed text became “${kept}”`);
  const focused = await field.evaluate((element) => element === document.activeElement);
  if (!focused) throw new Error("the focus was lost");
}
