// The first hour of a newcomer: set-up, a product, the manager's end of the thread, its history, taking something back.
export const limit = 120;

export default async function firstHour({ tandem, person, step }) {
  const ines = await person("Ines");
  const page = ines.page;
  const press = (name) => page.getByRole("main").getByRole("button", { name }).first().click();

  step("making the first account");
  await ines.visit(tandem.setup);
  await page.getByLabel("Name").fill("Ines Okafor");
  await page.getByLabel("E-mail").fill("ines.okafor@port-ellery.example");
  await page.getByLabel("Password").fill("a long password");
  await page.locator("button[type=submit]").first().click();
  await page.waitForURL("**/products/new");
  await ines.axe();

  step("making the first product");
  await page.getByLabel("Name", { exact: true }).fill("Shelf");
  const key = await page.getByLabel("Key, in every address").inputValue();
  if (key !== "shelf") throw new Error(`the key that is suggested is “${key}”`);
  await page.locator(".btn-main").click();
  await page.waitForURL("**/shelf");
  await page.getByRole("heading", { name: "Begin anywhere on the thread" }).waitFor();
  await ines.bothThemes(async (theme) => {
    await ines.axe();
    await ines.screenshot(`begin-${theme}`);
  });

  step("setting the vision from the first page");
  await page.locator("#title").fill("A book in every pocket in Port Ellery");
  await press("Set the vision");
  await page.waitForURL("**/shelf/vision");
  await page.locator("h1", { hasText: "A book in every pocket" }).waitFor();
  await page.locator(".toast", { hasText: "Vision set" }).waitFor();
  await ines.axe();
  await ines.screenshot("vision");

  step("choosing a goal, and measuring it");
  await ines.visit("/shelf/goals");
  await page.getByLabel("Objective").fill("More residents borrow");
  await press("Choose this goal");
  await page.waitForURL("**/shelf/G-1");
  await page.getByText("Add a key result").click();
  await page.locator("#kr-title").fill("Active borrowers");
  await page.locator("#kr-start").fill("18400");
  await page.locator("#kr-target").fill("24,000");
  await press("Add");
  await page.locator("#KR-1").waitFor();
  await page.getByRole("link", { name: "Check in" }).click();
  await page.locator("#check-in-value").fill("20950");
  await page.locator("#check-in").getByRole("button", { name: "Check in" }).click();
  await page.locator("#KR-1 .krs b", { hasText: "20,950" }).waitFor();
  await ines.axe();
  await ines.screenshot("goal");

  step("reading what happened, and taking the last thing back");
  await ines.visit("/shelf/journal");
  await page.getByText("Checked in").first().waitFor();
  await ines.axe();
  await page.getByRole("button", { name: /Undo the change/ }).first().click();
  await page.getByText("taken back").first().waitFor();

  step("finding it again");
  await ines.visit("/shelf");
  await page.keyboard.press("Control+k");
  await page.locator("#palette input").fill("residents");
  await page.locator("#palette a", { hasText: "G-1" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/shelf/G-1");

  step("the same on a phone");
  await ines.phone();
  await ines.visit("/shelf/goals");
  await ines.fits();
  await ines.screenshot("goals-phone");
}
