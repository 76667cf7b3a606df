import type {
  Announcing,
  Approvers,
  Configuration,
  Gate,
  NotesRule,
  ReleaseRule,
  VersionRule,
} from "../release/configuration.ts";
import { defaultGate } from "../release/gate.ts";
import { duration } from "./duration.ts";
import { WORKFLOW_FOLDER } from "./rules/files.ts";
import type { Written, WrittenGate } from "./schema.ts";

/** The file with every default filled in; the gates in the order of the names. */
export function withDefaults(written: Written, gateNames: readonly string[]): Configuration {
  const smokeTests = written["smoke-tests"];
  return {
    tags: written.tags ?? ["v*"],
    ...given({ workflow: written.workflow?.replace(WORKFLOW_FOLDER, "") }),
    version: versionRule(written),
    board: { labels: written.board?.labels ?? [], ...given({ checklist: written.board?.checklist }) },
    approvers: approvers(written),
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
  return gates ? names.map((name) => gateOf(name, gates[name] ?? {}, role)) : undefined;
}

function gateOf(name: string, written: WrittenGate, role: string): Gate {
  const { index: indexByName, remindAfter, ...unset } = defaultGate(name);
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
  return {
    intro: notes?.intro ?? "none",
    contributors: notes?.contributors ?? "external",
    members: notes?.members ?? "association",
    exclude: notes?.exclude ?? [],
  };
}

function releaseRule({ release }: Written): ReleaseRule {
  return {
    draft: release?.draft ?? "after-publish",
    prerelease: release?.prerelease ?? "from-version",
    ...given({ discussion: release?.discussion }),
    cancelSuperseded: release?.["cancel-superseded"] ?? false,
  };
}

function announcing({ announce }: Written): readonly Announcing[] {
  return (announce ?? []).map(({ discord, prereleases }) => ({
    channel: "discord",
    variable: discord,
    prereleases: prereleases ?? false,
  }));
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what has a value: an absent key and an undefined one differ in a Configuration. */
function given<T extends object>(values: T): Given<T> {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as Given<T>;
}
