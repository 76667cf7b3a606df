import type { Plot } from "../../test/authority/plot.ts";

type Suits = (plot: Plot) => boolean;

const tries =
  (...attacks: readonly string[]): Suits =>
  ({ early, moves, flaw }) =>
    flaw === "none" && [...early, ...moves.slice(0, 2)].some((move) => attacks.includes(move));

const flawed =
  (...flaws: readonly Plot["flaw"][]): Suits =>
  ({ flaw, policy }) =>
    flaws.includes(flaw) && policy.approvals < 3;

/**
 * In which worlds somebody tries what a rule forbids: these are lived first. A rule that is not here is looked for in
 * all worlds, in their order.
 */
const ATTACKS_ON: Readonly<Record<string, Suits>> = {
  "no bot wrote it": tries("a bot with a role approves"),
  "no other app wrote it in a person's name": tries("another app approves in a person's name"),
  "whoever says it has the right to, at this moment": tries("an outsider approves", "a triager approves"),
  "nobody has edited the comment": tries(
    "a harmless comment is edited into an approval",
    "an approval is edited before it is counted",
  ),
  "it was not refused before": tries("an approval under a hold is to count when it is lifted"),
  "the same comment neither holds nor rejects": tries("an approval contradicts itself"),
  "the commit it names, where it names one, is the tagged one": tries("another commit is named"),
  "it names the commit, where the gate asks for that": (plot) =>
    plot.policy.commit && tries("no commit is named")(plot),
  "no artifact that the gate publishes was uploaded after it": tries(
    "the artifact is uploaded anew after somebody has approved",
  ),
  "it has not expired": (plot) =>
    plot.policy.expires !== undefined && tries("an approval grows old before the last word")(plot),
  "the notes are drafted, where the gate asks for that": (plot) =>
    plot.policy.conditions?.includes("notes") === true &&
    tries("the notes are emptied before the last word")(plot),
  "it was said after the gate began to wait in this run attempt": tries(
    "somebody approves in the second in which the gate begins to wait",
    "the run starts over after somebody has approved",
  ),
  "it was said under the configuration in force": tries("the quorum is lowered after somebody has approved"),
  "it is no self-approval, where the gate forbids that": tries(
    "whoever started the run approves it",
    "whoever re-ran the run approves it",
    "whoever had the app re-run the run approves it",
  ),
  "the run was started by a push or by hand, and by no other event": tries(
    "a run of another event waits at the gate",
  ),
  "the run is of this repository, and not of a fork": tries("a fork's run waits at the gate"),
  "the run is of the configured workflow file": tries("another workflow comes to the gate first"),
  "the run built the commit that the tag points at now": tries("a branch has the tag's name"),
  "the run is of no attempt before this one": tries("the tag is made anew at the same commit"),
  "the run is the newest of its workflow": tries(
    "the workflow is started by hand, and the older run approved",
  ),
  "the tag is the version that the code says": flawed("wrong version", "version taken"),
  // Where the artifacts are waited for, the checks before them are, too.
  "every job before the gates has succeeded": (plot) =>
    plot.policy.conditions?.includes("build") === false &&
    flawed("a check fails", "a check takes long")(plot),
  "the artifacts are there and of this version": flawed("no artifact", "artifact of another version"),
  "the build has been tried, where smoke tests are required": tries(
    "somebody approves what nobody has tried",
    "a test fails after it went well",
  ),
  "the gates that come before it are verified": tries(
    "the last gate is approved before the first is verified",
  ),
  "nobody holds the release": tries("somebody holds in the moment of the last word"),
};

/** The seeds of the worlds to live while the rule is missing, the likeliest first. */
export function seedsAgainst(rule: string, plotOf: (seed: number) => Plot, most: number): readonly number[] {
  const all = Array.from({ length: most }, (_, seed) => seed);
  const suits = ATTACKS_ON[rule];
  const first = suits === undefined ? [] : all.filter((seed) => suits(plotOf(seed)));
  const others = new Set(first);
  return [...first, ...all.filter((seed) => !others.has(seed))];
}
