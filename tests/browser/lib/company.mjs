// A product with people in roles, each at a browser of their own: where most journeys begin.

const PASSWORD = "a long password";

/** Everybody who works on Shelf, and their roles. The first makes the account and the product. */
const PEOPLE = [
  ["Ines Okafor", "product-manager"],
  ["Tomas Lindqvist", "product-owner"],
  ["Priya Raman", "developer"],
];

/** Sets up an empty workspace; gives the people by first name. */
export async function company({ tandem, person }) {
  const [[first], ...others] = PEOPLE;
  const ines = await person(first.split(" ")[0]);
  await ines.visit(tandem.setup);
  await ines.page.getByLabel("Name").fill(first);
  await ines.page.getByLabel("E-mail").fill(mailOf(first));
  await ines.page.getByLabel("Password").fill(PASSWORD);
  await ines.page.locator("button[type=submit]").first().click();
  await ines.page.waitForURL("**/products/new");
  await act(ines, "product.make", { name: "Shelf", key: "shelf", preset: "manager-and-owner", mode: "scrum", roles: "product-manager" });
  await ines.visit("/shelf/settings/invite");
  for (const [n, [name, role]] of others.entries()) {
    await ines.page.locator(`[name=email-${n + 1}]`).fill(mailOf(name));
    await ines.page.locator(`[name=roles-${n + 1}][value=${role}]`).check();
  }
  await ines.page.getByRole("button", { name: "Make the links" }).click();
  const links = ines.page.locator("input[value*='/invitation']");
  await links.nth(others.length - 1).waitFor();
  // A link that was followed leaves the page.
  const addresses = await links.evaluateAll((fields) => fields.map(({ value }) => value));
  const people = { Ines: ines };
  for (const [n, [name]] of others.entries()) {
    const called = name.split(" ")[0];
    const joining = await person(called);
    await joining.visit(addresses[n]);
    await joining.page.getByLabel("Name").fill(name);
    await joining.page.getByLabel("Password").fill(PASSWORD);
    await joining.page.locator("button[type=submit]").first().click();
    await joining.page.waitForURL((url) => !url.pathname.startsWith("/invitation"));
    people[called] = joining;
  }
  for (const each of Object.values(people)) await each.visit("/shelf/backlog");
  return people;
}

/** Does something as this person, as a form of the page they are on would; the address it led to. */
export async function act(person, action, fields) {
  const [status, url] = await person.page.evaluate(
    async ([action, fields]) => {
      const csrf = document.querySelector("[name=csrf]").value;
      const product = location.pathname.split("/")[1];
      const scope = ["product.make"].includes(action) ? "" : `/${product}`;
      const body = new URLSearchParams({ csrf, back: location.pathname });
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
      const answer = await fetch(`${scope}/do/${action}`, { method: "POST", body });
      return [answer.status, answer.url];
    },
    [action, fields],
  );
  if (status !== 200) throw new Error(`${person.name} could not do ${action} ${JSON.stringify(fields)}: ${status}`);
  return url;
}

function mailOf(name) {
  return `${name.toLowerCase().replace(" ", ".")}@port-ellery.example`;
}
