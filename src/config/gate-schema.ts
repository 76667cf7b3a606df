import { z } from "zod";
import { CONDITIONS, DISTRIBUTION_KINDS, INDEXES } from "../release/configuration.ts";
import { flag, type Meaning, meanings, names, section, text } from "./schema-parts.ts";
import { oneOf } from "./shown.ts";

/** Each is a look at the index by itself, and they are asked for one after the other. */
const MOST_PACKAGES = 20;

/** Who may approve, at the top and for one gate. */
export const approvers = (means: Readonly<Record<"role" | "users" | "teams", Meaning>>) =>
  section({
    role: text().register(meanings, means.role),
    users: names(100).register(meanings, means.users),
    teams: names(20).register(meanings, means.teams),
  });

const OF_ALL_GATES = { without: "as for all gates" };
const REPLACED = { without: "none beside other keys of the gate's `approvers`, else as for all gates" };

/** One gate, by the name of its environment. */
export const gate = z.strictObject({
  index: z
    .enum([...INDEXES, "none"])
    .optional()
    .register(meanings, {
      means: `Where the published files are looked for: ${oneOf([...INDEXES, "none"])}`,
      without: "by the environment's name, else `none`",
    }),
  package: names(MOST_PACKAGES, 1).register(meanings, {
    means: `The package's name on the index, or several, at most ${MOST_PACKAGES}`,
    without: "what the built files say",
  }),
  artifacts: names(20, 1).register(meanings, {
    means: "Artifacts of the run whose packed files the index must serve, byte for byte",
    without: "`dist`, where there is one",
  }),
  kinds: z
    .preprocess(
      (said) => (typeof said === "string" ? [said] : said),
      z.array(z.enum(DISTRIBUTION_KINDS)).min(1).max(DISTRIBUTION_KINDS.length),
    )
    .nullish()
    .register(meanings, {
      means: "Kinds of Python distribution that must be among them: `wheel`, `sdist`, or both",
      without: "none must; where an index gets only one of the two, the board says so",
    }),
  approvers: approvers({
    role: { means: "Who may approve this gate, as `approvers.role`", ...OF_ALL_GATES },
    users: { means: "Accounts that may approve this gate besides its role", ...REPLACED },
    teams: { means: "Teams whose members may approve this gate besides its role", ...REPLACED },
  }),
  approvals: z.int().min(1).max(6).optional().register(meanings, {
    means: "How many people must say `/approve`, 1 to 6",
  }),
  "self-approval": flag().register(meanings, {
    means: "Whether the person who pushed the tag, or started or re-ran the run, may approve",
  }),
  commit: z.enum(["optional", "required"]).optional().register(meanings, {
    means: "Whether an approval has to name the commit, as in `/approve pypi 1a2b3c4`",
    without: "`optional`",
  }),
  "approvals-expire": text().register(meanings, {
    means: "How long an approval is good for, such as `12h` or `7d`, at most `29d`",
    without: "`14d`",
  }),
  optional: flag().register(meanings, { means: "Whether a release is complete without this gate" }),
  conditions: z
    .preprocess(
      (said) => (typeof said === "string" ? [said] : said),
      z.array(z.enum(CONDITIONS)).max(CONDITIONS.length),
    )
    .nullish()
    .register(meanings, {
      means: "What must hold before it opens: of `version`, `checks`, `build`, `smoke-tests` and `notes`",
      without: "`version`, `checks`, `build`, and the smoke tests before it",
    }),
  after: names(20).register(meanings, { means: "Gates that must be verified before this one opens" }),
  "remind-after": text().register(meanings, {
    means: "How long the gate waits before people are called, such as `6h` or `2d`; `never` for not at all",
    ...OF_ALL_GATES,
  }),
  escalate: names(10).register(meanings, {
    means:
      "Accounts that are called when the gate waits for long, and named when the index refuses its publisher",
  }),
});
