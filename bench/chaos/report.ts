import type { Exchange } from "../../src/sandbox/exchanges.ts";
import { isWrite } from "../../test/worlds/disturbance.ts";
import { printTable } from "../table.ts";
import type { Lived } from "./live.ts";
import { questionsAsked } from "./verdict.ts";

/** Prints what was lived through and done to it. */
export function report(title: string, { towns, toll, memory, virtual, real }: Lived): void {
  const sandbox = towns[0]?.project.sandbox;
  const exchanges = sandbox?.exchanges ?? [];
  const writes = exchanges.filter(isWrite).length;
  const hours = (virtual / 3_600_000).toFixed(1);
  printTable(title, [
    [
      "webhooks",
      String(sandbox?.deliveries.all().length),
      `${toll.lost} lost, ${toll.doubled} doubled, ${toll.late} up to a minute late`,
    ],
    [
      "requests to GitHub",
      String(exchanges.length),
      `${writes} writes; failed: ${toll.before} before, ${toll.after} after their effect, ${toll.limited} at a secondary limit`,
    ],
    [
      "  with the app's own JWT",
      String(exchanges.filter(isAsApp).length),
      "tokens, installations, the log of webhooks",
    ],
    ["requests to indexes and channels", "", `${toll.site} failed`],
    ["kill -9", String(toll.kills), "each at the moment of a write"],
    ["questions to people", String(questionsAsked(towns)), "whether a post was made"],
    ["memory", `${memory.toFixed(0)} MB`, "the most that one process of the app had"],
    ["time", `${(real / 1000).toFixed(0)} s`, `${hours} virtual hours`],
  ]);
}

/** GitHub tells of no limit for these. */
function isAsApp({ path }: Exchange): boolean {
  return /^\/app(\/|$)/.test(path);
}
