import { recordOf } from "../../release/parsed.ts";
import { literalPrefix } from "../../release/tag-pattern.ts";
import { workflowTriggers } from "../../release/workflow-triggers.ts";
import { uploadedIn } from "../../workflows/artifacts.ts";
import { type ConductedShape, type ShapeRefusal, shapeOf } from "../../workflows/shape.ts";
import type { People } from "../survey/people.ts";
import type { Survey } from "../survey/survey.ts";
import type { Doubt } from "./doubt.ts";
import { type GateProposal, proposeGates, publishes, waits } from "./gate-proposal.ts";
import { otherVersions, type TagLine, tagLines } from "./tag-lines.ts";

/** The configuration as it would be written. */
export type Proposal = {
  readonly tags: readonly string[];
  /** File name of the release workflow; absent: each tag finds its own. */
  readonly workflow?: string;
  readonly version?: string;
  readonly gates: readonly GateProposal[];
  /** Artifacts that no gate publishes. */
  readonly others: readonly string[];
  readonly people: People;
  readonly doubts: readonly Doubt[];
};

type Line = TagLine & { readonly shape: ConductedShape };

/** What to write for a checkout, or the one thing that keeps its releases from being conducted. */
export function propose(survey: Survey): Proposal | ShapeRefusal {
  const { tags } = survey;
  const known = tagLines(tags);
  const looked = (known.length > 0 ? known : linesOfWorkflows(survey)).map((line) => {
    const { workflows, repository } = survey;
    return {
      ...line,
      shape: shapeOf({ workflows, tag: line.newest, ...(repository === undefined ? {} : { repository }) }),
    };
  });
  const lines = looked.filter((line): line is Line => line.shape.is === "tag-first");
  const [first] = looked;
  if (lines.length === 0) {
    return first?.shape.is === "refused" ? first.shape.because : { is: "no-workflow" };
  }
  const patterns = lines.map(({ pattern }) => pattern);
  const gates = proposeGates(
    survey.packages,
    lines.map(({ shape }) => shape),
  );
  const published = gates.flatMap(({ artifacts }) => artifacts);
  const files = new Set(lines.map(({ shape }) => shape.path.split("/").at(-1) ?? ""));
  const [workflow] = files.size === 1 ? files : [];
  const { version, doubts } = versionOf(survey, lines);
  return {
    tags: patterns,
    ...(workflow === undefined ? {} : { workflow }),
    ...(version === undefined ? {} : { version }),
    gates: gates.map(({ doubts: _, ...gate }) => gate),
    others: uploadedIn(lines.flatMap(({ shape }) => shape.jobs)).filter((name) => !published.includes(name)),
    people: survey.people,
    doubts: [
      ...(known.length === 0 ? [{ is: "no-tags", tags: patterns } as const] : tagDoubts(tags, patterns)),
      ...doubts,
      ...gates.flatMap((gate) => gate.doubts),
      ...lines.flatMap(({ shape }) => jobDoubts(shape)),
      ...peopleDoubts(survey.people),
      { is: "rule", gates: gates.map(({ name }) => name) },
    ],
  };
}

/** Without tags, as the workflows' own filters want them. */
function linesOfWorkflows({ workflows }: Survey): readonly TagLine[] {
  const filters = workflows.flatMap((one) =>
    one.is === "read" ? (workflowTriggers(recordOf(one.value)?.["on"]).tagPush?.only ?? []) : [],
  );
  const patterns = [...new Set(filters.filter((one) => !one.startsWith("!")))];
  return (patterns.length === 0 ? ["v*"] : patterns).map((pattern) => ({
    pattern,
    newest: `${literalPrefix(pattern).replace(/\d[\d.]*$/, "")}1.0.0`,
    count: 0,
  }));
}

function tagDoubts(tags: readonly string[], patterns: readonly string[]): readonly Doubt[] {
  const others = otherVersions(tags, patterns);
  return others.length === 0 ? [] : [{ is: "other-tags", tags: others, patterns }];
}

function versionOf(
  { version, packages }: Survey,
  lines: readonly Line[],
): { readonly version?: string; readonly doubts: readonly Doubt[] } {
  const manifests = Object.values(packages).flatMap((all) => all.map(({ file }) => file));
  if (lines.length > 1) {
    return { version: "none", doubts: [{ is: "several-versions", files: manifests }] };
  }
  switch (version.is) {
    case "found":
      return { version: version.path, doubts: [] };
    case "unreadable":
      return { doubts: [{ is: "version-unread", path: version.path, why: version.why }] };
    default:
      return {
        version: "none",
        doubts: [{ is: "version-computed", ...("path" in version ? { path: version.path } : {}) }],
      };
  }
}

function jobDoubts({ path, jobs, besides }: ConductedShape): readonly Doubt[] {
  const making = jobs.filter(({ work }) => work.some(({ does }) => does === "release"));
  const ungated = jobs.filter((job) => publishes(job) && !waits(job, jobs));
  return [
    ...making.map(({ id }): Doubt => ({ is: "makes-release", path, job: id })),
    ...ungated.map(({ id }): Doubt => ({ is: "ungated", path, job: id })),
    ...(besides.length === 0
      ? []
      : [{ is: "besides", paths: besides.map(({ path: other }) => other) } as const]),
  ];
}

function peopleDoubts(people: People): readonly Doubt[] {
  return people.is === "codeowners" ? [] : [{ is: "members", people }];
}
