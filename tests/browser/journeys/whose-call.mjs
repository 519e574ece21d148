// Whose call it is, with three people in three browsers: the manager asks the others in, a developer proposes, the owner takes
// one and declines one, both agree to change who decides, and the changed row waits for the developer's answer.
export const limit = 300;

const PASSWORD = "a long password";

export default async function whoseCall({ tandem, person, step }) {
  const [ines, tomas, priya] = [await person("Ines"), await person("Tomas"), await person("Priya")];

  step("making the account and the product");
  await ines.visit(tandem.setup);
  await ines.page.getByLabel("Name").fill("Ines Okafor");
  await ines.page.getByLabel("E-mail").fill("ines.okafor@port-ellery.example");
  await ines.page.getByLabel("Password").fill(PASSWORD);
  await ines.page.locator("button[type=submit]").first().click();
  await ines.page.waitForURL("**/products/new");
  await ines.page.getByLabel("Name", { exact: true }).fill("Shelf");
  await ines.page.getByLabel("Key, in every address").fill("shelf");
  await ines.page.locator(".btn-main").click();
  await ines.page.waitForURL("**/shelf");

  step("asking the owner and a developer in");
  await ines.visit("/shelf/settings/invite");
  await ines.axe();
  await ask(ines, 1, "tomas.lindqvist@port-ellery.example", "Product owner");
  await ask(ines, 2, "priya.raman@port-ellery.example", "Developer");
  await ines.page.getByRole("button", { name: "Make the links" }).click();
  const [toTomas, toPriya] = [await link(ines, 0), await link(ines, 1)];
  await ines.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ines.page.getByRole("button", { name: /^Copy: For priya/ }).click();
  await ines.page.locator(".toast", { hasText: "Copied" }).waitFor();
  if ((await ines.page.evaluate(() => navigator.clipboard.readText())) !== toPriya) throw new Error("another link was copied");
  await ines.axe();
  await join(tomas, toTomas, "Tomas Lindqvist");
  await join(priya, toPriya, "Priya Raman");
  await tomas.visit(toTomas, { status: 410 });

  step("writing stories as the owner");
  for (const title of ["Pause a hold", "Renew a loan"]) {
    await write(tomas, "shelf", title);
  }

  step("the developer moves one, and it becomes a proposal");
  await tomas.visit("/shelf/proposals");
  await tomas.page.getByRole("heading", { name: "No proposal waits for you" }).waitFor();
  await move(priya, "S-2", "Proposed as P-1. It waits for Tomas");
  if ((await order(priya)) !== "S-1 S-2") throw new Error("a proposal moved something");

  step("the owner sees it at once, and must say why");
  await tomas.page.getByRole("heading", { name: "One proposal waits for you" }).waitFor({ timeout: 5000 });
  await tomas.axe();
  await tomas.screenshot("proposals");
  await decide(tomas, "P-1", "Take it", "Renewals are asked for every week");
  await tomas.page.getByText("P-1 taken").waitFor();
  if ((await order(priya)) !== "S-2 S-1") throw new Error("what was taken did not move");

  step("the owner declines another, and the developer is told why");
  await move(priya, "S-1", "Proposed as P-2. It waits for Tomas");
  await tomas.visit("/shelf/proposals");
  await decide(tomas, "P-2", "Decline", "Not before renewals");
  await priya.visit("/shelf/notices");
  await priya.page.getByText("Tomas declined your proposal").waitFor();
  await priya.axe();
  await priya.visit("/shelf/P-2");
  await priya.page.getByText("Not before renewals").first().waitFor();
  await priya.axe();

  step("manager and owner agree that the developers are waited for");
  await ines.visit("/shelf/roles?cell=order-backlog:developer#cell");
  await ines.bothThemes(async (theme) => {
    await ines.axe();
    await ines.screenshot(`roles-${theme}`, { fullPage: true });
  });
  await ines.page.locator("#cell").getByText("Told before, waits a day").click();
  await ines.page.locator("#cell").getByRole("button", { name: "Ask Tomas to agree" }).click();
  await ines.page.getByText("Proposed, not in effect yet").waitFor();
  await tomas.visit("/shelf/roles");
  await tomas.page.getByText("Ines proposes, you agree to it").waitFor();
  await decide(tomas, "P-3", "Take it", "They know what depends on what");
  await tomas.page.locator("#row-order-backlog", { hasText: "developers, waits 1 day" }).waitFor();

  step("now the owner waits for the developer, who answers");
  await move(tomas, "S-1", "Proposed as P-4. It waits for Priya until");
  await tomas.visit("/shelf/P-4");
  await tomas.page.getByText("Waits for Priya until").first().waitFor();
  if (await tomas.page.getByRole("button", { name: "Take it" }).count()) throw new Error("it can be taken too soon");
  await tomas.axe();
  await tomas.screenshot("waits");
  await priya.visit("/shelf/proposals");
  await priya.page.locator("#answer-to-P-4").fill("S-2 first, it unblocks the other");
  await priya.axe();
  await priya.page.getByRole("button", { name: "Answer" }).click();
  await tomas.page.locator(".asked", { hasText: "S-2 first, it unblocks the other" }).waitFor({ timeout: 5000 });
  await decide(tomas, "P-4", "Take it", "Both are small, and the summer is near");
  if ((await order(tomas)) !== "S-1 S-2") throw new Error("what was answered and taken did not move");

  step("the log has it all");
  await ines.visit("/shelf/decisions");
  await ines.page.getByText("4 decisions made").waitFor();
  await ines.bothThemes(async (theme) => {
    await ines.axe();
    await ines.screenshot(`decisions-${theme}`);
  });
  await ines.phone();
  for (const path of ["/shelf/decisions", "/shelf/roles", "/shelf/proposals", "/shelf/settings", "/shelf/P-4"]) {
    await ines.visit(path);
    await ines.fits();
    await ines.axe();
    await ines.screenshot(`phone${path.replaceAll("/", "-")}`);
  }
  await ines.desk();

  step("one person with both hats never meets a proposal");
  await ines.visit("/products/new");
  await ines.page.getByLabel("Name", { exact: true }).fill("Solo");
  await ines.page.getByLabel("Key, in every address").fill("solo");
  await ines.page.getByText("One person, both hats").click();
  await ines.page.getByRole("checkbox", { name: "Product owner" }).check();
  await ines.page.locator(".btn-main").click();
  await ines.page.waitForURL("**/solo");
  await ines.visit("/solo/roles?cell=order-backlog:developer#cell");
  await ines.page.locator("#cell").getByText("Told before, waits a day").click();
  await ines.page.locator("#cell").getByRole("button", { name: "Change it" }).click();
  await ines.page.locator("#row-order-backlog", { hasText: "developers, waits 1 day" }).waitFor();
  await write(ines, "solo", "Read in the bath");
  await ines.visit("/solo/proposals");
  await ines.page.getByText("Nothing waits").first().waitFor();
}

async function ask(who, n, email, role) {
  await who.page.locator(`#email-${n}`).fill(email);
  await who.page.locator(`input[name=roles-${n}]`).and(who.page.getByRole("checkbox", { name: role })).check();
}

function link(who, n) {
  return who.page.locator(`#link-${n}`).inputValue();
}

async function join(who, link, name) {
  await who.visit(link);
  await who.axe();
  await who.page.getByLabel("Name").fill(name);
  await who.page.getByLabel("Password").fill(PASSWORD);
  await who.page.getByRole("main").locator(".btn-main").click();
  await who.page.waitForURL("**/shelf");
}

/** Writes a story at the end of the backlog. */
async function write(who, product, title) {
  await who.visit(`/${product}/backlog`);
  await who.page.locator("#quick-title").fill(title);
  await who.page.locator("#quick-title").press("Enter");
  await who.page.locator("tr[id^='S-']", { hasText: title }).waitFor();
}

/** Moves a story to the top of the backlog, by the plain form. */
async function move(who, key, said) {
  await who.visit(`/shelf/${key}/more`);
  await who.page.locator("#story-to").fill("top");
  await who.page.locator("#story-to").press("Enter");
  await who.page.locator(".toast", { hasText: said }).waitFor();
}

async function order(who) {
  await who.visit("/shelf/backlog");
  const keys = await who.page.locator("tr[id^='S-']").evaluateAll((rows) => rows.map((row) => row.id));
  return keys.join(" ");
}

async function decide(who, key, button, because) {
  await who.page.locator(`#because-${key}`).fill(because);
  await who.page.locator(`#decide-${key}`).getByRole("button", { name: button }).click();
  await who.page.locator(`#decide-${key}`).waitFor({ state: "detached" });
}
