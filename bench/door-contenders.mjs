// Who takes webhooks in the door's bench, each in a process of its own, and the GitHub that the app believes in.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

const main = new URL("../dist/cli/main.js", import.meta.url).pathname;
const peer = new URL("door-peer.mjs", import.meta.url);

/** What GitHub takes for an answer, about, in milliseconds. */
const GITHUB_TAKES = 100;

/**
 * A GitHub on loopback that knows who the app is. Under `/still` it leaves all else open, so that conducts wait and
 * nothing but the door works; under `/brisk` it finds nothing, so that the releases that were woken are conducted.
 */
export async function standInForGitHub() {
  const server = createServer((request, response) => {
    request.resume();
    const [, mood, path = ""] = /^\/(\w+)(\/.*)$/.exec(request.url) ?? [];
    const answer = (status, value) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (path === "/app") {
      answer(200, { id: 1, slug: "bench", permissions: {}, events: [] });
    } else if (mood === "brisk") {
      setTimeout(() => answer(...answerTo(path)), GITHUB_TAKES);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: (mood) => `http://127.0.0.1:${server.address().port}/${mood}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answerTo(path) {
  if (path.startsWith("/app/installations?")) return [200, []];
  if (!path.endsWith("/access_tokens")) return [404, { message: "Not Found" }];
  return [201, { token: "ghs_bench", expires_at: new Date(Date.now() + 3_600_000), permissions: {} }];
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function untilReady(child, port) {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (child.exitCode !== null) throw new Error("the app did not start");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The app as `start` runs it, with its log in a file. */
export async function startApp({ env, folder, database }) {
  const since = performance.now();
  const port = await freePort();
  const log = openSync(join(folder, "app.log"), "a");
  const child = spawn(process.execPath, [main, "start"], {
    env: { ...process.env, ...env, ...database.env, HOST: "127.0.0.1", PORT: String(port) },
    stdio: ["ignore", log, log],
  });
  await untilReady(child, port);
  return { port, since, cpu: () => cpuOf(child.pid), stop: () => killed(child) };
}

/** What the app is held against; the first thing that a peer says is its port. */
export async function startPeer(name, env) {
  const since = performance.now();
  const child = fork(peer, [name], { env: { ...process.env, ...env } });
  const [port] = await once(child, "message");
  return { child, port, since, cpu: () => cpuOf(child.pid), stop: () => killed(child) };
}

/** Time on the CPU, in milliseconds. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Without a warning: what it has accepted has to be stored all the same. */
async function killed(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
