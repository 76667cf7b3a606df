import { parse } from "yaml";
import type { People } from "../survey/people.ts";
import type { GateProposal } from "./gate-proposal.ts";
import type { Proposal } from "./proposal.ts";
import { comment, peopleComment } from "./text.ts";

/** The configuration file of a proposal, with a comment on each part. */
export function fileText(proposal: Proposal): string {
  const { tags, workflow, version, gates, others, people } = proposal;
  return [
    ...comment("file"),
    "",
    ...comment("tags"),
    `tags: ${inline(tags.length === 1 ? tags[0] : tags)}`,
    "",
    ...(workflow === undefined
      ? comment("workflows")
      : [...comment("workflow"), `workflow: ${inline(workflow)}`]),
    "",
    ...(version === undefined
      ? comment("version-unknown")
      : [
          ...comment(version === "none" ? "version-none" : "version"),
          `version: { file: ${inline(version)} }`,
        ]),
    "",
    ...comment("gates"),
    "gates:",
    ...gates.map(gateLine),
    "",
    ...comment("approvers"),
    "# approvers: { role: maintain }",
    "",
    ...comment("smoke-tests"),
    "# smoke-tests: { require: [linux, windows, macos] }",
    "",
    ...comment("assets"),
    `# assets: [{ artifact: ${inline(others[0] ?? gates[0]?.artifacts[0] ?? "dist")}, files: "*" }]`,
    "",
    ...membersLines(people),
    "",
    ...comment("announce"),
    "# announce: [{ discord: ANNOUNCE_DISCORD }]",
    "",
  ].join("\n");
}

function gateLine({ name, index, package: named, artifacts, optional }: GateProposal): string {
  const rule = {
    index: index ?? "none",
    ...(named === undefined ? {} : { package: named }),
    ...(artifacts.length === 0 ? {} : { artifacts }),
    ...(optional ? { optional } : {}),
  };
  return `  ${inline(name)}: ${inline(rule)}`;
}

function membersLines(people: People): readonly string[] {
  return people.is === "codeowners"
    ? [...comment("codeowners"), "notes: { members: [association, codeowners] }"]
    : [...comment("members"), ...peopleComment(people), "# notes: { members: [association] }"];
}

/** In one line, and quoted where YAML would take it for something else. */
function inline(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(inline).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, below]) => `${inline(key)}: ${inline(below)}`)
      .join(", ")} }`;
  }
  const isPlain = /^[a-z_][\w./-]*$/i.test(String(value)) && parse(String(value)) === value;
  return isPlain || typeof value !== "string" ? String(value) : JSON.stringify(value);
}
