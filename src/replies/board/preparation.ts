import { type Proposal, proposal } from "../../notes/proposal.ts";
import { askedGates, mayReadPulls, missingIntro } from "../../pipeline/preparing.ts";
import { configurationOf } from "../../release/attempt.ts";
import { factAt, given } from "../../release/fact.ts";
import { gatesOf } from "../../release/gate.ts";
import { ahead, branchOf, isPreparing, versionToBe } from "../../release/preparation.ts";
import { schemeOf } from "../../release/release-version.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { parseVersion, sameVersion } from "../../release/version.ts";
import { commitLink, configurationFile, installationSettings } from "../places.ts";
import { gapText } from "../range-gap.ts";
import { asCode, asText, quoted } from "../safe.ts";
import { names, withdrawn } from "../words.ts";
import { section, table } from "./markup.ts";

type Row = readonly [what: string, state: string];

/** Before the tag: what is ready for it, and what is to be done where something is not. */
export function preparation(seen: Snapshot): string {
  if (!isPreparing(seen)) {
    return "";
  }
  const rows: readonly Row[] = [
    ["Branch", branchText(seen)],
    ["Version file", versionText(seen)],
    ["Version", proposalText(seen)],
    ...indexRows(seen),
    ["Notes", notesText(seen)],
  ];
  const when = "Looked at every hour; pull requests cause no look of their own, `/status` does.\n\n";
  return section("Before the tag", `${when}${table(["What", "Whether it is ready"], rows)}`);
}

function branchText(seen: Snapshot): string {
  const head = given(seen.head);
  const branch = asCode(branchOf(seen) ?? "the default branch");
  if (head === undefined) {
    return seen.head.is === "absent"
      ? `❌ There is no branch ${branch}: correct \`prepare:\` in ${configurationFile(seen)}.`
      : NOT_TOLD;
  }
  const at = `${branch} at ${commitLink(seen, head.commit)}`;
  switch (head.checks) {
    case "green":
      return `✅ ${at}, its checks green.`;
    case "failing":
      return `❌ ${at}: its newest checks fail. See to them first.`;
    case "running":
      return `⏳ ${at}: its checks are still running.`;
    default:
      return `${at}; it has no checks, or the app may not see them all.`;
  }
}

const NOT_TOLD = "GitHub has not told yet.";

function versionText(seen: Snapshot): string {
  const file = given(seen.versionAhead);
  const wanted = versionToBe(seen);
  if (file === undefined || wanted === undefined) {
    return NOT_TOLD;
  }
  const version = asCode(wanted.canonical);
  switch (file.is) {
    case "none":
      return `None: what is built is compared with ${version}.`;
    case "computed":
      return `${asCode(file.path)} leaves the version to the build, which is compared with ${version}.`;
    case "unreadable":
      return `❌ ${asCode(file.path)} ${asText(file.why.replace("at the tagged commit", "on the branch"))}.`;
    case "found": {
      const inFile = parseVersion(file.version, schemeOf(ahead(seen)));
      return inFile !== undefined && sameVersion(inFile, wanted)
        ? `✅ ${asCode(file.path)} says ${asCode(file.version)}.`
        : `❌ ${asCode(file.path)} says ${asCode(file.version)}: change it to ${version} on ${asCode(branchOf(seen) ?? "the branch")}.`;
    }
  }
}

function proposalText(seen: Snapshot): string {
  if (!mayReadPulls(seen)) {
    return withoutPulls(seen);
  }
  const proposed = proposal(seen);
  if (proposed === undefined) {
    return given(seen.rangesAhead) === undefined
      ? NOT_TOLD
      : "No proposal: there is no version before it that could be raised.";
  }
  const other = asCode(proposed.tag ?? proposed.version);
  const tag = asCode(seen.key.tag);
  return proposed.fits
    ? `✅ ${tag} fits: ${whyText(proposed)}.`
    : `${other} is proposed, not ${tag}: ${whyText(proposed)}. It binds nobody.`;
}

export function whyText({ why }: Pick<Proposal, "why">): string {
  if (why.is === "series") {
    return `${asCode(why.of)} is the newest of its series`;
  }
  const since = `since ${asCode(why.since)}`;
  if (why.growth === "fix") {
    return `${since} nothing has merged that says it breaks something or is a feature`;
  }
  const said = why.example === undefined ? "" : ` (${exampleText(why.example)})`;
  return why.growth === "breaking"
    ? `${since} something has merged that breaks what was${said}`
    : `${since} a feature has merged${said}`;
}

function exampleText({ title, number }: { readonly title: string; readonly number?: number }): string {
  return number === undefined ? quoted(title) : `${quoted(title)}, ${asText(`#${number}`)}`;
}

/** One row for each gate with an index. */
function indexRows(seen: Snapshot): readonly Row[] {
  const asked = new Set(askedGates(seen).map(({ name }) => name));
  return gatesOf(seen)
    .filter(({ index }) => index !== undefined)
    .slice(0, 20)
    .map(({ name, index = "" }): Row => {
      const what = `Index of ${asCode(name)}`;
      return asked.has(name)
        ? [what, indexText(seen, name, index)]
        : [
            what,
            `Asked once it is built: name its \`package:\` in ${configurationFile(seen)} to have ${asCode(index)} asked now.`,
          ];
    });
}

function indexText(seen: Snapshot, gate: string, index: string): string {
  const fact = factAt(seen.index, gate);
  switch (fact.is) {
    case "absent":
      return `✅ ${asCode(index)} does not have this version.`;
    case "seen": {
      const there = fact.value.map(({ project, known }) => `${asCode(project)}${KNOWN[known](index)}`);
      return `❌ ${asCode(index)} has this version already: ${there.join(", ")}. Choose another.`;
    }
    case "unseen":
    case "unknown":
      return `${asCode(index)} has not answered yet.`;
  }
}

const KNOWN: Readonly<Record<"served" | "yanked" | "emptied", (index: string) => string>> = {
  served: () => "",
  yanked: (index) => ` (${withdrawn(index)})`,
  emptied: () => " (its files were deleted)",
};

/** What would be missing in them if it were tagged now. */
function notesText(seen: Snapshot): string {
  if (!mayReadPulls(seen)) {
    return withoutPulls(seen);
  }
  const ranges = given(seen.rangesAhead);
  if (ranges === undefined) {
    return NOT_TOLD;
  }
  const gaps = [...new Set(ranges.list.missing.map(({ is }) => is))];
  const intro = missingIntro(seen);
  const lacks = [
    ...(intro === undefined ? [] : [`${asCode(intro)}, which they begin with, is not there.`]),
    ...gaps.map((gap) => gapText(gap, { published: false })),
  ];
  return lacks.length === 0 ? "✅ Nothing would be missing in them." : `❌ ${lacks.join(" ")}`;
}

function withoutPulls(seen: Snapshot): string {
  return `The app may not read pull requests: an owner accepts its permissions in ${installationSettings(seen)}.`;
}

/** Labels and milestones by which pull requests aim at a release, in words. */
export function aimText(seen: Snapshot, milestones: readonly string[]): string {
  const { labels = [] } = configurationOf(seen)?.prepare ?? {};
  const ways = [
    ...(milestones.length === 0 ? [] : [`milestone ${names(milestones, 5, "or")}`]),
    ...(labels.length === 0 ? [] : [`label ${names(labels, 5, "or")}`]),
  ];
  return ways.join(" or ");
}
