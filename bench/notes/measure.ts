import { execFile } from "node:child_process";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Range } from "../../src/cli/demo/range-file.ts";
import { worldOf } from "../../src/cli/notes/history.ts";
import { listen } from "../../src/sandbox/server.ts";
import type { Told } from "./reader.ts";

/** One way of reading a range. */
export type Measured = Told & {
  /** To tell the range, and with what else the app has to know. */
  readonly requests: { readonly ofRange: number; readonly inAll: number };
  /** From the first request about the range to the answer of the last, in milliseconds. */
  readonly rangeMs: number;
};

const READER = new URL("./reader.js", import.meta.url).pathname;
const run = promisify(execFile);

/** Requests that tell of ranges: GraphQL's, and REST's comparisons. */
const OF_RANGE = /\/graphql$|\/compare\//;

type Seen = { readonly path: string; readonly began: number; readonly ended: number };

/** Serves a range, each answer `delay` milliseconds late, and has it read: as the app does, and as little as can be. */
export async function measure(
  range: Range,
  delay: number,
): Promise<{ readonly app: Measured; readonly floor: Measured }> {
  const { world, project } = worldOf(range);
  const seen: Seen[] = [];
  const server = await listen({
    get origin() {
      return project.sandbox.origin;
    },
    moveTo: (origin) => project.sandbox.moveTo(origin),
    async fetch(request) {
      const began = performance.now();
      await sleep(delay);
      const answer = await project.sandbox.fetch(request);
      seen.push({ path: new URL(request.url).pathname, began, ended: performance.now() });
      return answer;
    },
  });
  const read = async (way: "notes" | "floor"): Promise<Measured> => {
    seen.length = 0;
    const words = [
      way,
      `${server.url}/github`,
      project.repo.fullName,
      range.history.base.tag,
      range.head.tag,
    ];
    const env = { GITHUB_TOKEN: world.access.token };
    const { stdout } = await run(process.execPath, [READER, ...words], { env, maxBuffer: 1e9 });
    const ofRange = seen.filter(({ path }) => OF_RANGE.test(path));
    return {
      ...(JSON.parse(stdout) as Told),
      requests: { ofRange: ofRange.length, inAll: seen.length },
      rangeMs: (ofRange.at(-1)?.ended ?? 0) - (ofRange[0]?.began ?? 0),
    };
  };
  try {
    // Once unmeasured: the sandbox reads a document's schema the first time that it sees it.
    await read("notes");
    return { app: await read("notes"), floor: await read("floor") };
  } finally {
    await server.close();
  }
}
