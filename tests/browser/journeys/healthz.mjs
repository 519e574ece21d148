// The first minute of a workspace: the program says it is well, and its set-up link opens a page one can use.
export const limit = 60;

export default async function healthz({ tandem, person, step }) {
  const ida = await person("Ida");

  step("asking whether the program is well");
  await ida.visit("/healthz");

  step("opening the set-up link");
  if (!tandem.setup) throw new Error("no set-up link was printed on the first start");
  await ida.visit(tandem.setup);
  await ida.bothThemes(async (theme) => {
    await ida.axe();
    await ida.screenshot(`set-up-${theme}`);
  });

  step("opening the set-up page on a phone");
  await ida.phone();
  await ida.fits();
  await ida.screenshot("set-up-phone");
}
