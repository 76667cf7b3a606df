import { absent, type Fact, seen } from "../release/fact.ts";
import type { IndexStatus } from "../release/index-release.ts";
import type { Reader } from "./eyes.ts";

/** What the status page of the indexes says. Absent, and never unknown, while it can't be read: it is only a hint. */
export const indexStatus: Reader<Fact<IndexStatus>> = async ({ statusPage }) => {
  const status = await statusPage.read();
  return status === undefined ? absent : seen(status);
};
