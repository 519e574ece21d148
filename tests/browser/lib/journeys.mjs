// Runs journeys: each with a Tandem and browsers of its own, a few at a time, each within its time.
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Person } from "./person.mjs";

const LIMIT = 90;

/** Seconds for what follows a journey. */
const PATIENCE = 15;

/**
 * Runs all journeys and says how each went.
 *
 * A journey is `{ name, go, limit }`: what to do and in how many seconds. `start(name, folder)` gives the program it runs on,
 * `folder` is where its pictures and the program's words are kept.
 */
export async function runAll(journeys, { atOnce = 2, tell = () => {}, ...world }) {
  const waiting = [...journeys];
  const results = [];
  const one = async () => {
    for (let journey = waiting.shift(); journey; journey = waiting.shift()) {
      const result = await run(journey, world);
      results.push(result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return results;
}

/** Runs one journey: `{ name, seconds, error }`. */
export async function run({ name, go, limit = LIMIT }, { browser, start, pictures }) {
  const began = performance.now();
  const folder = join(pictures, name);
  const people = [];
  const done = (error) => ({ name, seconds: (performance.now() - began) / 1000, error });
  let tandem;
  let at = "the start";
  try {
    tandem = await start(name, folder);
    const person = async (called, options) => {
      const arrived = await Person.arrive({ browser, address: tandem.address, pictures: folder, name: called, options });
      people.push(arrived);
      return arrived;
    };
    const step = (what) => {
      at = what;
    };
    await within(limit, go({ tandem, person, step }));
    const died = await within(PATIENCE, tandem.ending());
    if (died) throw died;
    const problems = people.flatMap(({ problems }) => problems);
    if (problems.length > 0) throw new Error(`the pages were used, but not without errors:\n${list(problems)}`);
    return done();
  } catch (error) {
    const kept = await Promise.all(people.map((person) => within(PATIENCE, person.evidence()).catch(() => null)));
    return done(told(error, { at, problems: people.flatMap(({ problems }) => problems), kept: kept.filter(Boolean) }));
  } finally {
    await Promise.allSettled(people.map((person) => person.leave()));
    await tandem?.stop();
  }
}

function told(error, { at, problems, kept }) {
  const parts = [`at ${at}: ${error.stack ?? error}`];
  if (problems.length > 0 && !error.message?.includes(problems[0])) parts.push(`meanwhile:\n${list(problems)}`);
  if (kept.length > 0) parts.push(`to look at:\n${list(kept)}`);
  return parts.join("\n");
}

function list(lines) {
  return lines.map((line) => `  ${line}`).join("\n");
}

async function within(seconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
