// The figures we quote: `npm run bench`. Each is measured beside a floor or a peer in the same run.
import { spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

const RUNS = 5;
const main = new URL("../dist/cli/main.js", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** A GitHub that knows who the app is, and nothing else. */
const github = createServer((request, response) => {
  const known = request.url === "/app";
  response.writeHead(known ? 200 : 404, { "content-type": "application/json" });
  response.end(JSON.stringify(known ? { id: 1, slug: "bench", permissions: {}, events: [] } : []));
});
await new Promise((resolve) => github.listen(0, "127.0.0.1", resolve));

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** Time until a URL answers 200, in milliseconds. */
async function untilReady(url, since) {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return performance.now() - since;
    if (performance.now() - since > 30_000) throw new Error(`${url} was not ready within 30 s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function rssOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function started(args, env, port) {
  const since = performance.now();
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: "ignore" });
  const ready = await untilReady(`http://127.0.0.1:${port}/readyz`, since);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const rss = rssOf(child.pid);
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
  return { ready, rss };
}

const appEnv = (port, run) => ({
  APP_ID: "1",
  PRIVATE_KEY: privateKey,
  WEBHOOK_SECRET: randomBytes(32).toString("hex"),
  GITHUB_API_URL: `http://127.0.0.1:${github.address().port}`,
  HOST: "127.0.0.1",
  PORT: String(port),
  DATABASE_PATH: join(folder, `${run}.db`),
  LOG_LEVEL: "warn",
});

/** The floor: Probot's middleware on node:http, without a store and without us. */
const BARE = `import { createServer } from "node:http";
import { createNodeMiddleware, Probot } from "probot";
const probot = new Probot({ appId: 1, privateKey: process.env.PRIVATE_KEY, secret: process.env.WEBHOOK_SECRET, logLevel: "fatal" });
const webhooks = await createNodeMiddleware((app) => { app.onAny(() => {}); }, { probot, webhooksPath: "/api/github/webhooks" });
createServer((req, res) => req.url === "/readyz" ? res.end("ok") : webhooks(req, res, () => res.writeHead(404).end())).listen(Number(process.env.PORT), "127.0.0.1");`;

const app = [];
const bare = [];
for (let run = 0; run < RUNS; run += 1) {
  app.push(await started([main, "start"], appEnv(4300 + run, run), 4300 + run));
  bare.push(await started(["--input-type=module", "-e", BARE], appEnv(4400 + run, run), 4400 + run));
}
const ready = [median(app.map((one) => one.ready)), median(bare.map((one) => one.ready))];
const rss = [median(app.map((one) => one.rss)), median(bare.map((one) => one.rss))];
console.log(`start, median of ${RUNS}, beside bare Probot without a store:`);
console.log(
  `  ready after   ${seconds(ready[0])}   bare ${seconds(ready[1])}   ratio ${(ready[0] / ready[1]).toFixed(2)}   (aim 1 s)`,
);
console.log(
  `  RSS idle      ${rss[0].toFixed(0)} MB   bare ${rss[1].toFixed(0)} MB   ratio ${(rss[0] / rss[1]).toFixed(2)}   (aim 150 MB)`,
);

github.close();
rmSync(folder, { recursive: true, force: true });
