// A file of requests: chosen, tried, its columns changed, brought in, brought in again, taken back.
export const limit = 300;

const BOARD = [
  "Wunsch;Text;Kunde;Datum;Stimmen",
  ...Array.from({ length: 40 }, (_, n) => `Wish number ${n + 1};Every summer we ask for it;Branch ${n % 4};${1 + (n % 28)}.08.2019;${n}`),
  "Holds should survive a holiday;;Maple St.;im Sommer;12",
  ";;Maple St.;14.08.2019;",
].join("\n");

export default async function importing({ tandem, person, step }) {
  const tomas = await person("Tomas");
  const page = tomas.page;
  const main = page.getByRole("main");
  const heading = (words) => main.getByRole("heading", { level: 1, name: words }).waitFor();
  const press = (name) => main.getByRole("button", { name }).first().click();
  const choose = async (text, name = "branch-desks.csv") => {
    await tomas.visit("/shelf/import");
    await page.setInputFiles("#file", { name, mimeType: "text/csv", buffer: Buffer.from(text) });
    await press("Look at it");
  };

  step("making an account and a product");
  await tomas.visit(tandem.setup);
  await page.getByLabel("Name").fill("Tomas Lindqvist");
  await page.getByLabel("E-mail").fill("tomas@port-ellery.example");
  await page.getByLabel("Password").fill("a long password");
  await page.locator("button[type=submit]").first().click();
  await page.waitForURL("**/products/new");
  await page.getByLabel("Name", { exact: true }).fill("Shelf");
  await page.getByLabel("Key, in every address").fill("shelf");
  await page.getByText("One person, both hats").click();
  await page.locator(".btn-main").click();
  await page.waitForURL("**/shelf");

  step("choosing a file");
  await tomas.visit("/shelf/import");
  await tomas.bothThemes(async (theme) => {
    await tomas.axe();
    await tomas.screenshot(`file-${theme}`);
  });
  await choose(BOARD);
  await heading("Nothing is saved yet: 1 row needs a look");
  await main.getByText("will be created").waitFor();
  await tomas.bothThemes(async (theme) => {
    await tomas.axe();
    await tomas.screenshot(`tried-${theme}`, { fullPage: true });
  });

  step("changing where a column goes");
  const customer = page.getByLabel("Field for Kunde");
  await customer.selectOption({ label: "Contact" });
  await page.waitForFunction(() => document.querySelector("[name=c2]")?.value === "contact" && !document.querySelector("[data-poll]"));
  await heading("Nothing is saved yet: 1 row needs a look");

  step("looking at the rows that are left out");
  await main.getByRole("link", { name: /Show 1 left out/ }).click();
  await heading("Rows that are left out");
  await main.getByText("It has no title and no text.").waitFor();
  await tomas.axe();
  await tomas.screenshot("rows");
  await page.goBack();

  step("importing");
  await press("Import 41 rows");
  await heading("41 rows brought in");
  await tomas.axe();
  await tomas.screenshot("report", { fullPage: true });
  await main.getByRole("link", { name: "See them" }).click();
  await page.getByText("Holds should survive a holiday").first().waitFor();

  step("the same file again changes nothing");
  await choose(BOARD, "branch-desks (1).csv");
  await heading(/Nothing in it is new|Nothing is saved yet/);
  const field = page.getByLabel("Field for Kunde");
  if ((await field.inputValue()) !== "contact") await field.selectOption({ label: "Contact" });
  await heading("Nothing in it is new");

  step("taking all of it back");
  await tomas.visit("/shelf/import");
  await page.getByRole("link", { name: "branch-desks.csv", exact: true }).click();
  await heading("41 rows brought in");
  await press("Take it all back");
  await heading("All of it was taken back");
  await tomas.visit("/shelf/requests");
  if (await page.getByText("Holds should survive a holiday").isVisible()) throw new Error("a request is still there");

  step("a file that cannot be read, and the same on a phone");
  await choose("title,votes\n", "empty.csv");
  await main.getByText("The file has no rows.").waitFor();
  await tomas.phone();
  await tomas.fits();
  await tomas.axe();
  await choose(BOARD);
  await main.getByText("will be created").waitFor();
  await tomas.fits();
  await tomas.axe();
  await tomas.screenshot("tried-phone", { fullPage: true });
}
