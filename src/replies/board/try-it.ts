import { packagesOf } from "../../release/evidence.ts";
import { gatesOf } from "../../release/gate.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import { versionOn } from "../../release/release-version.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { asCode, asCodeBlock } from "../safe.ts";
import { section } from "./markup.ts";

/** Once a test index serves the release and until a real one does: how people try it, with the exact words to type. */
export function tryIt(phases: readonly PlannedPhase[], seen: Snapshot): string {
  const isVerified = (name: string) =>
    phases.some((phase) => phase.name === `verify ${name}` && phase.step.is === "done");
  const gates = gatesOf(seen).filter((gate) => gate.index !== undefined && isVerified(gate.name));
  const [gate] = gates.filter(({ index }) => index === "testpypi");
  const version = versionOn(seen, "testpypi")?.canonical;
  const from = seen.installFrom?.["testpypi"];
  const others = seen.installFrom?.["pypi"];
  if (gate === undefined || gates.some(({ index }) => index !== "testpypi") || version === undefined) {
    return "";
  }
  const wanted = packagesOf(seen, gate).map((name) => `${name}==${version}`);
  const typed = [...wanted, from ?? "", others ?? ""];
  return wanted.length > 0 && typed.every(isPlain)
    ? section(
        `How to try ${asCode(version)} from ${asCode(gate.name)}`,
        instructions({ wanted: wanted.join(" "), from: from ?? "", others: others ?? "" }),
      )
    : "";
}

/** What a shell reads as nothing but itself: people paste it. */
function isPlain(word: string): boolean {
  return /^[\w.:/=-]{1,200}$/.test(word) && !word.startsWith("-");
}

/** Part of a command is another command. All of it is made of plain words, and a board that is too long leaves it out. */
const UNCUT = Number.POSITIVE_INFINITY;

type Trial = { readonly wanted: string; readonly from: string; readonly others: string };

/**
 * pip has no order among indexes: with several it takes the highest version of any, whosever it is. So the release alone
 * comes from the test index, and what it depends on from the other. https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url
 */
function instructions({ wanted, from, others }: Trial): string {
  const install = "python -m pip install";
  return [
    "In a fresh virtual environment: the release from the test index, and what it depends on from the real one.",
    asCodeBlock(
      [
        "python -m venv try-release",
        "source try-release/bin/activate",
        `${install} --no-deps --index-url ${from} ${wanted}`,
        `${install} --index-url ${others} ${wanted}`,
      ].map((line) => [line]),
      UNCUT,
    ),
    "On Windows the second line is `try-release\\Scripts\\activate`. The last one finds the release installed and adds only what it needs.",
    `**Dependency confusion.** On a test index a name can be anybody's. One command for both, ${asCode(`${install} --index-url ${from} --extra-index-url ${others} ${wanted}`, UNCUT)}, takes every dependency from whichever index has the higher version: a stranger's code may run on your machine. Use it in a container that you throw away, if at all.`,
    "Then say here how it went: `/tested <what> ok`, or `/tested <what> fail <what broke>`. To clean up: `deactivate`, and delete the folder `try-release`.",
  ].join("\n\n");
}
