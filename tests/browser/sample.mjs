#!/usr/bin/env node
// A program small enough to see what the harness makes of good and of bad pages. It takes Tandem's flags.
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const page = (main, head = "") => `<!doctype html><html lang="en"><head><title>Sample</title>
<link rel="icon" href="data:,"><style>body { color-scheme: light dark; color: light-dark(black, white); background: light-dark(white, black) }</style>${head}</head>
<body><main><h1>Sample</h1>${main}</main></body></html>`;

const PAGES = {
  "/": page("<p>All is well.</p>"),
  "/setup/once": page('<form><label>Name <input name="name"></label> <button>Go on</button></form>'),
  "/hard": page('<p style="color: light-dark(#ddd, white)">Who can read this?</p><input name="nameless">'),
  "/noisy": page("", '<script src="/noisy.js"></script>'),
  "/broken": page("", '<script src="/broken.js"></script>'),
  "/refused": page("<script>hello()</script>"),
  "/stranger": page('<img alt="" src="http://127.0.0.1:9/pixel.png">'),
  "/wide": page('<p style="width: 3000px">Wide</p>'),
  "/noisy.js": "console.error('the drawer is stuck')",
  "/broken.js": "missing.function()",
  "/healthz": "ok",
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "database-url": { type: "string" }, listen: { type: "string" } },
});

if (positionals[0] === "serve") {
  const [host, port] = values.listen.split(":");
  const server = createServer(answer).listen(Number(port), host, () => {
    console.error("a word in the log, see http://docs.invalid/setup");
    console.log(`Sample listens on http://${host}:${server.address().port}/`);
    console.log(`Set it up: http://${host}:${server.address().port}/setup/once`);
  });
} else {
  console.log(JSON.stringify({ positionals, ...values }));
}

function answer(request, response) {
  if (request.url === "/die") process.exit(7);
  const found = PAGES[request.url];
  const type = request.url.endsWith(".js") ? "text/javascript" : "text/html";
  const policy = "default-src 'self'; style-src 'unsafe-inline'; img-src 'self' data: http:";
  response.writeHead(found ? 200 : 404, { "content-type": type, "content-security-policy": policy });
  response.end(found ?? page("<p>Not here.</p>"));
}
