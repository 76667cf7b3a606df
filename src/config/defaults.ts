import {
  type Announcing,
  type Approvers,
  type Category,
  type Configuration,
  DEFAULT_NOTES,
  DEFAULT_PREPARE,
  DEFAULT_RELEASE,
  type Gate,
  MEMBER_SOURCES,
  type Members,
  type NotesRule,
  type PrepareRule,
  REMIND_AFTER,
  type ReleaseRule,
  type VersionRule,
} from "../release/configuration.ts";
import { defaultGate } from "../release/gate.ts";
import { literalPrefix } from "../release/tag-pattern.ts";
import { duration } from "./duration.ts";
import { WORKFLOW_FOLDER } from "./rules/files.ts";
import { withoutAt } from "./rules/people.ts";
import type { Written, WrittenGate } from "./schema.ts";

/** The file with every default filled in; the gates in the order of the names. */
export function withDefaults(written: Written, gateNames: readonly string[]): Configuration {
  const smokeTests = written["smoke-tests"];
  return {
    tags: written.tags ?? ["v*"],
    sameWorkflow: written["same-workflow"] ?? false,
    ...given({ branches: written.branches ?? undefined }),
    ...given({ workflow: written.workflow?.replace(WORKFLOW_FOLDER, "") }),
    ...given({ build: written.build?.replace(WORKFLOW_FOLDER, "") }),
    version: versionRule(written),
    board: { labels: written.board?.labels ?? [], ...given({ checklist: written.board?.checklist }) },
    prepare: prepareRule(written),
    approvers: approvers(written),
    ...given({ remindAfter: remindAfter(written) }),
    smokeTests: { require: smokeTests?.require ?? [], ...given({ before: smokeTests?.before }) },
    ...given({ gates: gates(written, gateNames) }),
    assets: written.assets ?? [],
    notes: notesRule(written),
    release: releaseRule(written),
    announce: announcing(written),
  };
}

function versionRule({ version }: Written): VersionRule {
  return given({ scheme: version?.scheme, file: version?.file });
}

function prepareRule({ prepare, branches }: Written): PrepareRule {
  const milestone = prepare?.milestone;
  const isTemplate = milestone !== undefined && milestone !== "none" && milestone !== "from-version";
  return {
    ...DEFAULT_PREPARE,
    ...given({
      milestone: isTemplate ? { template: milestone } : milestone,
      labels: prepare?.labels ?? undefined,
      blockers: prepare?.blockers ?? undefined,
      branch: prepare?.branch ?? onlyBranch(branches ?? []),
    }),
  };
}

/** The branch that releases come from, where the patterns are the name of one. */
function onlyBranch(patterns: readonly string[]): string | undefined {
  const [only = "", ...others] = patterns;
  const isName = others.length === 0 && !only.startsWith("!") && literalPrefix(only) === only;
  return isName && only !== "" ? only : undefined;
}

/** Who may approve: at the top, or at one gate, which has the role of all gates where it names none. */
function approvers({ approvers }: Pick<Written, "approvers">, role = "maintain"): Approvers {
  return {
    role: approvers?.role ?? role,
    users: approvers?.users ?? [],
    teams: approvers?.teams ?? [],
  };
}

function gates(written: Written, names: readonly string[]): readonly Gate[] | undefined {
  const { gates } = written;
  const { role } = approvers(written);
  const all = { role, remindAfter: remindAfter(written) };
  return gates ? names.map((name) => gateOf(name, gates[name] ?? {}, all)) : undefined;
}

/** `never` is no time. */
function remindAfter(written: Written): number | undefined {
  return written["remind-after"] === undefined ? REMIND_AFTER : duration(written["remind-after"]);
}

/** What holds for all gates that say nothing else. */
type OfAll = { readonly role: string; readonly remindAfter: number | undefined };

function gateOf(name: string, written: WrittenGate, { role, remindAfter }: OfAll): Gate {
  const { index: indexByName, remindAfter: _, ...unset } = defaultGate(name);
  const index = written.index ?? indexByName ?? "none";
  return {
    ...unset,
    ...(index === "none" ? {} : { index }),
    ...given({
      packages: written.package ?? undefined,
      artifacts: written.artifacts ?? undefined,
      kinds: written.kinds ?? undefined,
      approvers: written.approvers ? approvers(written, role) : undefined,
      approvals: written.approvals,
      selfApproval: written["self-approval"],
      commitRequired: written.commit === undefined ? undefined : written.commit === "required",
      approvalsExpire: duration(written["approvals-expire"]),
      optional: written.optional,
      conditions: written.conditions ?? undefined,
      after: written.after ?? undefined,
      remindAfter: written["remind-after"] === undefined ? remindAfter : duration(written["remind-after"]),
      escalate: written.escalate ?? undefined,
    }),
  };
}

function notesRule({ notes }: Written): NotesRule {
  const intro = notes?.intro;
  return {
    ...DEFAULT_NOTES,
    ...given({
      intro: intro === undefined || intro === "none" || intro === "previous" ? intro : { file: intro },
      title: notes?.title,
      contributors: notes?.contributors,
      members: notes?.members ? members(notes.members) : undefined,
      exclude: notes?.exclude?.map(withoutAt),
      categories: notes?.categories?.map(category),
      leaveOut: {
        labels: notes?.["leave-out-labels"] ?? [],
        authors: (notes?.["leave-out-authors"] ?? []).map(withoutAt),
      },
      dependencies: notes?.dependencies,
      commits: notes?.commits,
      releaseNote: notes?.["release-note"],
      translations: notes?.translations?.map(withoutAt),
    }),
  };
}

function category(written: NonNullable<NonNullable<Written["notes"]>["categories"]>[number]): Category {
  return {
    title: written.title,
    labels: written.labels ?? [],
    paths: written.paths ?? [],
    types: written.types ?? [],
    exclude: {
      labels: written["exclude-labels"] ?? [],
      authors: (written["exclude-authors"] ?? []).map(withoutAt),
    },
  };
}

/** As CODEOWNERS writes people: `@account`, `@organization/team`; all else is a source. */
function members(written: readonly string[]): Members {
  const named = written.filter((one) => one.startsWith("@")).map(withoutAt);
  return {
    by: MEMBER_SOURCES.filter((source) => written.includes(source)),
    users: named.filter((name) => !name.includes("/")),
    teams: named.flatMap((name) => name.split("/").slice(1)),
  };
}

function releaseRule({ release }: Written): ReleaseRule {
  return {
    ...DEFAULT_RELEASE,
    ...given({
      draft: release?.draft,
      prerelease: release?.prerelease,
      discussion: release?.discussion,
      cancelSuperseded: release?.["cancel-superseded"],
      releasedIn: release?.["released-in"] ?? undefined,
    }),
  };
}

function announcing({ announce }: Written): readonly Announcing[] {
  return (announce ?? []).map((entry) => ({
    channel: entry.slack === undefined ? "discord" : "slack",
    variable: entry.slack ?? entry.discord ?? "",
    prereleases: entry.prereleases ?? false,
    ...given({ template: entry.template, linksTo: entry["links-to"] }),
  }));
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what has a value: an absent key and an undefined one differ in a Configuration. */
function given<T extends object>(values: T): Given<T> {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as Given<T>;
}
