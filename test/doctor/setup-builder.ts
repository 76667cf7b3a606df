import { readConfiguration } from "../../src/config/configuration.ts";
import { examine } from "../../src/doctor/examine.ts";
import { EVENTS } from "../../src/doctor/installation.ts";
import { seen } from "../../src/release/fact.ts";
import type { EnvironmentSettings, Setup } from "../../src/release/setup.ts";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { releaseWorkflow } from "../../src/sandbox/scenes/workflow-text.ts";
import { readAppFile } from "../../src/server/app-file.ts";
import { readWorkflow } from "../../src/workflows/read-workflow.ts";

const { default_permissions: PERMISSIONS } = readAppFile();

/** An environment at which the app's rule is on, and nothing else is said. */
export const guarded: EnvironmentSettings = {
  name: "pypi",
  rule: true,
  otherRules: [],
  reviewers: [],
  preventSelfReview: false,
  waitMinutes: 0,
  adminBypass: false,
  policy: "everything",
};

export const file = (text: string) => seen(readConfiguration(text, "0".repeat(40)));

export const workflow = (text: string, path = ".github/workflows/release.yml") =>
  seen([readWorkflow(path, text)]);

/** A repository in which there is nothing to be found. */
export const sound: Setup = {
  repository: {
    id: 1,
    owner: "invoke-ai",
    name: "InvokeAI",
    ownerType: "Organization",
    private: false,
    defaultBranch: "main",
    archived: false,
    hasIssues: true,
    url: "https://github.com/invoke-ai/InvokeAI",
  },
  installation: seen({ permissions: PERMISSIONS, events: [...EVENTS], suspended: false }),
  configuration: file(CONFIGURATION),
  tag: "v5.0.0",
  workflows: workflow(releaseWorkflow),
  environments: { testpypi: seen(guarded), pypi: seen(guarded) },
  rulesets: seen([
    { name: "Releases", include: ["refs/tags/v*"], exclude: [], rules: ["creation", "update", "deletion"] },
  ]),
  labels: seen(["release"]),
  discussions: seen({ enabled: false, categories: [] }),
  channels: seen(["ANNOUNCE_DISCORD"]),
};

/** What is found, as `state finding`, but for what is fine. */
export function found(change: Partial<Setup>): readonly string[] {
  return examine({ ...sound, ...change })
    .flatMap(({ checks }) => checks)
    .filter(({ state }) => state !== "ok")
    .map(({ state, finding }) => `${state} ${finding.is}`);
}
