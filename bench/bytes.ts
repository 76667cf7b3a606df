// What the largest artifact costs in memory: 1.9 GB are served, downloaded and hashed by our reader, then downloaded
// again and uploaded as an asset by our executor. Ours runs in this process, GitHub in another. Exit 1 when memory
// grows by 64 MB or more, or when other bytes arrive: `npm run bench:bytes -- [how many bytes]`.
import { type ChildProcess, fork } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { fileURLToPath } from "node:url";
import { uploadAsset } from "../src/act/github-release.ts";
import type { Hands } from "../src/act/hands.ts";
import { artifactContents } from "../src/artifacts/contents.ts";
import { connect } from "../src/github/connect.ts";
import { seen } from "../src/release/fact.ts";
import { createSharedInMemory } from "../src/store/shared.ts";
import { FILE, serve, type Told } from "./bytes/server.ts";
import { digestOf, installer } from "./bytes/zip-stream.ts";
import { printTable, sayIfBusy } from "./table.ts";

const MIB = 1024 ** 2;
const MOST_GROWTH = 64 * MIB;
const WARM_UP = 64 * MIB;

if (process.send !== undefined) {
  serve((told) => process.send?.(told));
} else {
  const [bytes = 1.9e9] = process.argv.slice(2).map(Number);
  const server = fork(fileURLToPath(import.meta.url));
  try {
    process.exitCode = await measure(server, bytes);
  } finally {
    server.kill();
  }
}

async function measure(server: ChildProcess, bytes: number): Promise<number> {
  const { origin } = await told(server, "listening");
  const hands = handsFor(origin);
  // Code is compiled and buffers are there before anything is counted.
  await there(origin, WARM_UP);
  await back(server, hands, WARM_UP);
  const base = process.memoryUsage().rss;
  const wanted = digestOf(installer(FILE, bytes));
  const rows: string[][] = [];
  const wrong: string[] = [];
  for (const [name, task] of [
    ["downloaded and hashed", () => there(origin, bytes)],
    ["uploaded as an asset", () => back(server, hands, bytes)],
  ] as const) {
    const { growth, seconds, result } = await watched(base, task);
    rows.push([name, `${seconds.toFixed(0)} s`, `${(growth / MIB).toFixed(1)} MB`]);
    if (growth >= MOST_GROWTH) wrong.push(`${name}: memory grew by ${(growth / MIB).toFixed(1)} MB`);
    if (result !== wanted) wrong.push(`${name}: sha256 is ${result}, not ${wanted}`);
  }
  printTable(`${bytes} bytes, from ${(base / MIB).toFixed(0)} MB of memory:`, [
    ["", "took", "memory grew"],
    ...rows,
  ]);
  sayIfBusy();
  for (const text of wrong) console.log(`  ✗ ${text}`);
  return wrong.length === 0 ? 0 : 1;
}

/** The task, with how far memory went beyond `base` meanwhile. */
async function watched<T>(base: number, task: () => Promise<T>) {
  const began = performance.now();
  let most = base;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const result = await task().finally(() => clearInterval(look));
  return { result, growth: most - base, seconds: (performance.now() - began) / 1000 };
}

async function there(origin: string, bytes: number): Promise<string | undefined> {
  const source = { name: "installer", url: `${origin}/storage/${bytes}`, settings: { origins: [origin] } };
  const files = await artifactContents(source);
  // One that can't be looked into costs less.
  return files.find(({ name, wheels }) => name === FILE && wheels?.is === "read")?.sha256;
}

async function back(server: ChildProcess, hands: (bytes: number) => Hands, bytes: number): Promise<string> {
  const uploaded = told(server, "uploaded");
  const file = { artifact: bytes, file: FILE, name: FILE, sha256: "" };
  await uploadAsset(hands(bytes), { do: "upload-asset", release: 7, ...file });
  return (await uploaded).sha256;
}

/** What the executor uses of its hands: a client of GitHub as the server makes it, a release and an artifact. */
function handsFor(origin: string): (bytes: number) => Hands {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const clock = {
    now: () => Date.now(),
    sleepUntil: async () => undefined,
    busy: <T>(task: () => Promise<T>) => task(),
  };
  const github = connect({
    appId: 1,
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    baseUrl: origin,
    clock,
    log: { debug: () => undefined },
    shared: createSharedInMemory(),
    userAgent: "release-conductor/bench",
  });
  const address = { installation: 1, repository: 1, owner: "o", name: "r" };
  const writing = github.writing(address, "release", { guard: async () => undefined });
  return (bytes) =>
    ({
      github: () => writing,
      downloads: { origins: [origin] },
      seen: {
        githubReleases: seen([{ id: 7, uploadUrl: `${origin}/repos/o/r/releases/7/assets{?name,label}` }]),
        artifacts: seen([{ id: bytes, name: "installer" }]),
      },
    }) as unknown as Hands;
}

function told<Is extends Told["is"]>(
  server: ChildProcess,
  is: Is,
): Promise<Extract<Told, { readonly is: Is }>> {
  return new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("the server ended")));
    server.on("message", (message: Told) => {
      if (message.is === is) resolve(message as Extract<Told, { readonly is: Is }>);
    });
  });
}
