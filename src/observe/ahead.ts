import { absent, type Fact } from "../release/fact.ts";
import { ahead } from "../release/preparation.ts";
import type { Ranges } from "../release/range.ts";
import type { VersionFile } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { ranges } from "./ranges.ts";
import { versionFile } from "./version-file.ts";

/** The version in the code of the branch that is to be tagged. */
export const versionAhead: Reader<Fact<VersionFile>> = async (eyes, known) => {
  const { head } = known;
  if (head.is === "unknown") {
    return head;
  }
  return head.is === "seen" ? versionFile(eyes, ahead(known)) : absent;
};

/** What came since the version before, up to the branch that is to be tagged. */
export const rangesAhead: Reader<Fact<Ranges>> = async (eyes, known) =>
  known.head.is === "unknown" ? known.head : ranges(eyes, ahead(known));
