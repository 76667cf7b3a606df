import type { Bindings, CloseGate } from "../release/action.ts";
import type { Gate } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { holderOfVersion } from "../release/neighbour.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { matchesPattern } from "../release/tag-pattern.ts";
import { addressed } from "./address.ts";
import { approvers, boardUrl, configurationFile } from "./places.ts";
import { problemText } from "./problem.ts";
import { asCode, asText, clean } from "./safe.ts";
import { count, listed, short } from "./words.ts";

/** GitHub's limit for what is said at a gate. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/create-custom-protection-rules */
const MOST_CHARACTERS = 1024;

/** Why a gate opens, for GitHub's record of the run: who, where they said so, and what was approved. */
export function openedText(open: Bindings, seen: Snapshot): string {
  const logins = listed(open.approvals.slice(0, 6).map(({ login }) => asCode(login, 40)));
  const [first, ...others] = open.approvals.slice(0, 6).map(({ comment }) => comment);
  const url = boardUrl(seen)?.replace(/#.*/, "");
  const said = url === undefined || first === undefined ? `comment ${first}` : `${url}#issuecomment-${first}`;
  const where = others.length === 0 ? said : `${said} (and ${listed(others.map(String))})`;
  const head = `Approved by ${logins} in ${where}, for commit ${short(open.commit)}, run attempt ${open.runAttempt}.`;
  return withAsMany(
    head,
    open.digests.map((digest) => asCode(digest, 300)),
  );
}

/** The logins in what `openedText` wrote; `otherwise` where it is none of its texts. */
export function approversIn(comment: string, otherwise: string): readonly string[] {
  const said = /^Approved by (?<logins>[^\n]*?) in /.exec(comment)?.groups?.["logins"] ?? "";
  const logins = [...said.matchAll(/`([\w.[\]-]+)`/g)].flatMap(([, login]) => login ?? []);
  return logins.length === 0 ? [otherwise] : logins;
}

const APPROVED = /^Approved by [^\n]*, run attempt (?<attempt>\d+)\./;

/** The run attempt in what `openedText` or `closedText` wrote: the record of a run holds the decisions of all its attempts. */
export function attemptIn(comment: string): number | undefined {
  const { attempt } = (APPROVED.exec(comment) ?? REJECTED.exec(comment))?.groups ?? {};
  return attempt === undefined ? undefined : Number(attempt);
}

/** The comments in what `openedText` wrote: those that opened the gate. */
export function commentsIn(comment: string): readonly number[] {
  const where =
    /^Approved by [^\n]*? in (?<where>[^\n]*), for commit /.exec(comment)?.groups?.["where"] ?? "";
  return [...where.replace(/^\S*#issuecomment-/, "").matchAll(/\d+/g)].map(([id]) => Number(id));
}

export type Rejection = { readonly by: string; readonly reason?: string };

const REJECTED =
  /^Rejected by `(?<by>[\w.[\]-]+)` in comment \d+(?:, run attempt (?<attempt>\d+))?(?:: (?<reason>.*?))?\.(?: See \S+)?$/;

/** Who rejected, and why, in what `closedText` wrote; undefined where it is none of its texts. */
export function rejectionIn(comment: string): Rejection | undefined {
  const { by, reason } = REJECTED.exec(comment)?.groups ?? {};
  return by === undefined ? undefined : { by, ...(reason === undefined ? {} : { reason: asSaid(reason) }) };
}

/** What `asText` made safe, as it was said. */
function asSaid(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("\u200b", "");
}

/** Why a gate is shut for good. */
export function closedText({ because }: CloseGate, seen: Snapshot): string {
  const url = boardUrl(seen);
  const board = url === undefined ? "" : ` See ${url}`;
  switch (because.is) {
    case "superseded": {
      const now = given(seen.tag)?.commit;
      const moved = now === undefined ? "is gone" : `has moved on to ${short(now)}`;
      return within(
        `Superseded: the tag ${asCode(seen.key.tag, 100)} ${moved}, and this run built ${short(because.commit)}.${board}`,
      );
    }
    case "rejected": {
      const reason = because.reason === undefined ? "" : `: ${asText(because.reason, 100)}`;
      return within(
        `Rejected by ${asCode(because.by, 40)} in comment ${because.comment}, run attempt ${because.runAttempt}${reason}.${board}`,
      );
    }
  }
}

/**
 * What a gate says that nobody can open here, because the configuration is missing, broken or does not know the
 * tag: so that nobody waits for thirty days in silence.
 */
export function gateReportText(environment: string, seen: Snapshot): string {
  const file = given(seen.configuration);
  const gate = asCode(environment, 60);
  if (file === undefined) {
    return within(
      `${gate} waits for an approval that nobody can give: this repository has no ${configurationFile(seen)}. Add the file (an empty one will do), or have an admin start the waiting job on the run's page.`,
    );
  }
  if (file.is === "broken") {
    const { remedy } = problemText({ is: "configuration-broken", faults: [], blob: file.blob }, seen);
    const [first] = file.faults;
    const fault = `${asCode(first.path === "" ? "the file" : first.path, 60)}: ${asText(first.says.replace(/\.$/, ""), 60)}`;
    return within(
      `${gate} can't be opened from comments: ${configurationFile(seen)} is broken (${fault}). ${remedy}`,
    );
  }
  const heldBy = holderOfVersion(seen);
  if (heldBy !== undefined) {
    return within(
      `${gate} waits for a run of ${asCode(seen.key.tag, 60)}, which names the same version as ${asCode(heldBy, 60)} and is no release beside it. Delete the tag that is not meant, or have an admin start the waiting job on the run's page.`,
    );
  }
  if (matchesPattern(seen.key.tag, file.configuration.tags)) {
    return within(
      `${gate} waits for a run of ${asCode(seen.key.tag, 60)}, which is no version and so no release here. Delete the tag and push one that is a version, or have an admin start the waiting job on the run's page.`,
    );
  }
  return within(
    `${gate} waits for a run that is no release here: ${asCode(seen.key.tag, 60)} is not among \`tags:\` of ${configurationFile(seen)}, or its run is not the release workflow's. Correct the file, or have an admin start the waiting job on the run's page.`,
  );
}

/** What waits at an environment that the configuration does not name. */
export function unnamedReport(environment: string, seen: Snapshot): string {
  return within(
    `${asCode(environment, 60)} waits for this app, and nobody can approve it: it is not among \`gates:\` of ${configurationFile(seen)}. Add it there, or start the job under *Review deployments*.`,
  );
}

/** What waits at a gate that can be opened here: where, and by which words. */
export function waitingReport(gate: Gate, seen: Snapshot): string {
  const words = gate.commitRequired ? `${gate.name} ${short(given(seen.tag)?.commit ?? "")}` : gate.name;
  const say = addressed(asCode(`/approve ${words}`, 100), seen);
  return within(
    `${asCode(gate.name, 60)} waits for ${count(gate.approvals, "approval")} by ${clean(approvers(seen, gate), 400)}: say ${say} on the board of this release.${onTheBoard(seen)}`,
  );
}

/** The same, once the end of GitHub's patience is near. */
export function deadlineReport(gate: Gate, seen: Snapshot): string {
  return within(
    `${asCode(gate.name, 60)} still waits, and GitHub ends that 30 days after it began: then the run fails. ${waitingReport(gate, seen)}`,
  );
}

function onTheBoard(seen: Snapshot): string {
  const url = boardUrl(seen);
  return url === undefined ? "" : ` ${url}`;
}

/** The head and as many of the lines as fit, whole. */
function withAsMany(head: string, lines: readonly string[]): string {
  let text = head;
  for (const [index, line] of lines.entries()) {
    const rest = lines.length - index;
    const more = `\n… and ${rest} more on the board`;
    if (`${text}\n${line}${more}`.length > MOST_CHARACTERS) {
      return text + more;
    }
    text = `${text}\n${line}`;
  }
  return text;
}

/** All parts above are bounded, so that this never cuts; GitHub would refuse the decision for a text too long. */
function within(text: string): string {
  return text.slice(0, MOST_CHARACTERS);
}
