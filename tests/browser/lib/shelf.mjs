// What several journeys begin with: a workspace with its first account and the product Shelf.

export const PASSWORD = "a long password";

/** Opens the set-up link, makes the first account and the product Shelf; whoever does it has these roles in it. */
export async function setUpShelf({ tandem, someone, name, preset = "both-hats", roles = ["product-manager", "product-owner"] }) {
  const { page } = someone;
  await someone.visit(tandem.setup);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(addressOf(name));
  await page.getByLabel("Password").fill(PASSWORD);
  await page.locator("button[type=submit]").first().click();
  await page.waitForURL("**/products/new");
  await page.getByLabel("Name", { exact: true }).fill("Shelf");
  await page.getByLabel("Key, in every address").fill("shelf");
  await page.locator(`#preset-${preset}`).check();
  for (const role of await page.locator("[name=roles]").all()) {
    await role.setChecked(roles.includes(await role.getAttribute("value")));
  }
  await page.locator(".btn-main").click();
  await page.waitForURL("**/shelf");
}

/** Lets somebody else in, with a role in Shelf, and signs them in at a browser of their own. */
export async function letIn({ tandem, person, name, role }) {
  const id = await act(tandem, "person.add", { name, email: addressOf(name) });
  await act(tandem, "membership.give", { person: id, role }, "shelf");
  const link = (await tandem.command("person", "reset", addressOf(name))).match(/https?:\/\/\S+/)[0];
  const someone = await person(name.split(" ")[0]);
  await someone.visit(new URL(link).pathname + new URL(link).search + new URL(link).hash);
  for (const field of await someone.page.locator("input[type=password]").all()) await field.fill(PASSWORD);
  await someone.page.locator("button[type=submit]").first().click();
  await someone.page.waitForURL((url) => !url.pathname.startsWith("/reset"));
  return someone;
}

/** Performs an action as the program itself, and gives its answer. */
export async function act(tandem, name, fields, product) {
  const scope = product ? ["--product", product] : [];
  return JSON.parse(await tandem.command("act", name, JSON.stringify(fields), ...scope)).answers[0];
}

function addressOf(name) {
  return `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@port-ellery.example`;
}
