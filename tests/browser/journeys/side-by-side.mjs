// Two people on one page: what one changes the other sees within a second, without losing what they are writing.
export const limit = 120;

export default async function sideBySide({ tandem, person, step }) {
  const ines = await person("Ines");
  const setUp = ines.page;

  step("setting up");
  await ines.visit(tandem.setup);
  await setUp.getByLabel("Name").fill("Ines Okafor");
  await setUp.getByLabel("E-mail").fill("ines.okafor@port-ellery.example");
  await setUp.getByLabel("Password").fill("a long password");
  await setUp.locator("button[type=submit]").first().click();
  await setUp.waitForURL("**/products/new");
  await setUp.getByLabel("Name", { exact: true }).fill("Shelf");
  await setUp.getByLabel("Key, in every address").fill("shelf");
  await setUp.locator(".btn-main").click();
  await setUp.waitForURL("**/shelf");
  await ines.visit("/shelf/goals");
  await setUp.getByLabel("Objective").fill("More residents borrow");
  await setUp.getByRole("button", { name: "Choose this goal" }).click();
  await setUp.waitForURL("**/shelf/G-1");

  step("signing in in another browser");
  const again = await person("Ines elsewhere");
  await again.visit("/sign-in");
  await again.page.getByLabel("E-mail").fill("ines.okafor@port-ellery.example");
  await again.page.getByLabel("Password").fill("a long password");
  await again.page.locator("button[type=submit]").first().click();
  await again.page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await again.visit("/shelf/G-1");
  await again.page.locator("#comment-body").fill("Half a sentence, not sent");

  step("changing something in the first");
  await setUp.locator("#comment-body").fill("Counted on Monday");
  await setUp.getByRole("button", { name: /Comment/ }).click();
  await setUp.locator(".asked", { hasText: "Counted on Monday" }).waitFor();

  step("seeing it in the second, with the half sentence kept");
  await again.page.locator(".asked", { hasText: "Counted on Monday" }).waitFor({ timeout: 3000 });
  const kept = await again.page.locator("#comment-body").inputValue();
  if (kept !== "Half a sentence, not sent") throw new Error(`the half-typed text became “${kept}”`);
}
