// A Tandem of a journey's own: on an empty database, on a free port of loopback.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const PATIENCE = 30_000;

// Whatever ends the runner ends what it started.
const running = new Set();
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));

export class Program {
  /** Where it answers: `http://127.0.0.1:4711`. */
  address;
  /** The one-use link of the first start, if it printed one. */
  setup;
  /** How it ended, if nobody asked it to. */
  died;

  #binary;
  #data;
  #logPath;
  #port;
  #child;
  #running = false;
  #log;

  /** Starts it with its data in `data` and what it says in the file `log`. */
  static async start({ binary, data, log }) {
    const program = new Program();
    program.#binary = binary;
    program.#data = data;
    program.#logPath = log;
    program.#port = await freePort();
    await mkdir(data, { recursive: true });
    await mkdir(dirname(log), { recursive: true });
    try {
      await program.#run();
    } catch (error) {
      await program.kill();
      throw error;
    }
    return program;
  }

  /** The database's address, for commands beside the running program. */
  get database() {
    return `sqlite:${join(this.#data, "tandem.db")}`;
  }

  /** Runs another command on the same database, `tandem example` say, and gives what it printed. */
  async command(...args) {
    const told = await promisify(execFile)(this.#binary, [...args, "--database-url", this.database], this.#options());
    return told.stdout;
  }

  /** Asks it to stop, and makes it after ten seconds. */
  async stop() {
    const force = setTimeout(() => this.#child.kill("SIGKILL"), 10_000);
    await this.#end("SIGTERM");
    clearTimeout(force);
  }

  /** Ends it as a power cut would. */
  kill() {
    return this.#end("SIGKILL");
  }

  /** How it ended, if nobody asked it to. That it answers no more is known before how it ended is. */
  async ending() {
    if (this.#running) await fetch(`${this.address}/healthz`).catch(() => this.#running && once(this.#child, "exit"));
    return this.died;
  }

  /** Starts it again on the same data and the same port. */
  async restart() {
    await this.stop();
    await this.#run();
  }

  async #run() {
    const args = ["serve", "--database-url", this.database, "--listen", `127.0.0.1:${this.#port}`];
    this.#log = createWriteStream(this.#logPath, { flags: "a" });
    this.#child = spawn(this.#binary, args, { ...this.#options(), stdio: ["ignore", "pipe", "pipe"] });
    running.add(this.#child);
    this.#running = true;
    this.#child.stderr.pipe(this.#log, { end: false });
    const lines = createInterface({ input: this.#child.stdout });
    lines.on("line", (line) => this.#log.write(`${line}\n`));
    this.address = new URL(await this.#link(lines)).origin;
    await this.#answers();
  }

  async #end(signal) {
    if (!this.#running) return;
    this.#running = false;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    await ended;
  }

  /** The first link it prints; the set-up link is remembered whenever it comes. */
  #link(lines) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(this.#fault(`printed no address within ${PATIENCE / 1000} s`)), PATIENCE);
      const child = this.#child;
      const ended = (how) => {
        running.delete(child);
        clearTimeout(timer);
        if (this.#running) this.died = this.#fault(`ended by itself (${how})`);
        this.#running = false;
        reject(this.died);
      };
      this.#child.once("error", (error) => ended(error.message));
      this.#child.once("exit", (code, signal) => ended(signal ?? `status ${code}`));
      lines.on("line", (line) => {
        const link = line.match(/https?:\/\/\S+/)?.[0];
        if (!link) return;
        if (new URL(link).pathname !== "/") this.setup = link;
        clearTimeout(timer);
        resolve(link);
      });
    });
  }

  #fault(what) {
    return new Error(`Tandem ${what}; what it said is in ${this.#logPath}`);
  }

  async #answers() {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const answer = await fetch(`${this.address}/healthz`).catch(() => null);
      if (answer?.ok) return;
      if (this.died) throw this.died;
      if (Date.now() > until) throw this.#fault("does not answer /healthz");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #options() {
    const env = Object.entries(process.env).filter(([name]) => !name.startsWith("TANDEM_"));
    return { cwd: this.#data, env: Object.fromEntries(env) };
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
