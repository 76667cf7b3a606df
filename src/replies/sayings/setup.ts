import { readConfiguration } from "../../config/configuration.ts";
import type { Examined } from "../../doctor/examine.ts";
import type { Check, Finding } from "../../doctor/finding.ts";
import type { Saying } from "../saying.ts";
import { branchCheckText } from "../setup/branch-check.ts";
import { type SetupCheckText, setupCheckText } from "../setup/check-run.ts";
import { checkText } from "../setup/check-text.ts";

const path = ".github/workflows/release.yml";
const tag = "v5.0.0";
const gate = "pypi";
const branch = "main";
const category = "Announcements";
const variables = ["ANNOUNCE_DISCORD"];
const labels = ["release"];

/** One example of each finding; of those that read differently, more. */
const FINDINGS: readonly Finding[] = [
  { is: "installed" },
  { is: "installed-on-some" },
  { is: "not-installed" },
  { is: "installation-unseen" },
  { is: "suspended" },
  { is: "not-granted", permissions: ["issues: write"], essential: true },
  { is: "not-granted", permissions: ["checks: write"], essential: false },
  { is: "not-subscribed", events: ["release", "issues"] },
  { is: "archived" },
  { is: "issues-off" },
  { is: "plan" },
  { is: "configuration-valid", branch },
  { is: "configuration-absent", branch },
  { is: "configuration-unseen", branch },
  {
    is: "configuration-broken",
    faults: [
      {
        path: "workfow",
        says: "line 1, column 1: `workfow` is no key here",
        remedy: "Did you mean `workflow`?",
        place: { line: 1, column: 1, endLine: 1, says: "`workfow` is no key here" },
      },
    ],
  },
  { is: "workflows-unseen" },
  { is: "not-conducted", because: { is: "no-workflow" } },
  { is: "conducted", path, tag, environments: ["testpypi", gate] },
  { is: "no-id-token", path, job: "publish-pypi", index: "pypi" },
  { is: "unneeded-jobs", path, job: "publish-pypi", missing: ["tests"] },
  { is: "no-environment", path, job: "publish-pypi" },
  { is: "gate-without-job", path, gate },
  { is: "job-without-gate", path, environment: "npm" },
  { is: "environment-absent", gate },
  { is: "environment-unseen", gate },
  { is: "rule-on", gate },
  { is: "unguarded", gate },
  { is: "rule-off", gate, reviewers: ["lstein"] },
  { is: "rule-off", gate, reviewers: [] },
  { is: "rule-and-reviewers", gate, reviewers: ["lstein"] },
  { is: "other-rules", gate, rules: ["watchdog"] },
  { is: "wait-timer", gate, minutes: 30 },
  { is: "bypass-on", gate },
  { is: "bypass-unseen", gate },
  { is: "tag-may-deploy", gate, tag },
  { is: "only-protected-branches", gate, tag },
  { is: "tag-refused", gate, tag, patterns: ["release-*"] },
  { is: "tag-refused", gate, tag, patterns: [] },
  { is: "tags-ruled", tag, rulesets: ["Releases"] },
  { is: "tags-half-ruled", tag, rulesets: ["Releases"], open: ["creation", "update"] },
  { is: "tags-unruled", tag },
  { is: "rulesets-unseen", tag },
  { is: "labels-there", labels },
  { is: "labels-absent", key: "board.labels", labels },
  { is: "labels-unseen", labels },
  { is: "category-there", category },
  { is: "category-absent", category },
  { is: "category-unseen", category },
  { is: "discussions-off", category },
  { is: "channels-known", variables },
  { is: "channels-unknown", variables },
  { is: "channels-unseen", variables },
];

/** Everything that is said of how a repository is set up. */
export function setupSayings(): readonly Saying[] {
  return [...findingSayings(), ...checkRunSayings()];
}

const EXAMINED: readonly Examined[] = [
  { subject: "app", checks: [{ state: "ok", finding: { is: "installed" } }] },
  {
    subject: "gates",
    checks: [
      { state: "missing", finding: { is: "unguarded", gate } },
      { state: "look", finding: { is: "bypass-on", gate } },
    ],
  },
];

function checkRunSayings(): readonly Saying[] {
  const broken = FINDINGS.filter(({ is }) => is === "configuration-broken");
  const faulty = { subject: "configuration", checks: broken.map(asMissing) } as const;
  const setups = [EXAMINED, EXAMINED.slice(0, 1), [faulty]].map((examined, index) => ({
    where: `setup check run ${index + 1}`,
    text: checkRunSaying(setupCheckText(examined)),
  }));
  const files = ["", "workfow: release.yml\n", "tags: 5\nworkflow: 5\n"].map((text) =>
    readConfiguration(text, ""),
  );
  const branches = files.map((file, index) => ({
    where: `branch check run ${index + 1}`,
    text: checkRunSaying(branchCheckText(file, branch)),
  }));
  return [...setups, ...branches];
}

function asMissing(finding: Finding): Check {
  return { state: "missing", finding };
}

function checkRunSaying({ name, conclusion, title, summary, annotations = [] }: SetupCheckText): string {
  const marks = annotations.map(
    (one) => `${one.path}, lines ${one.line}-${one.endLine}: ${one.title} ${one.message}`,
  );
  return [`${name} (${conclusion}): ${title}`, summary, ...marks].join("\n\n");
}

function findingSayings(): readonly Saying[] {
  const named = new Map<string, number>();
  return FINDINGS.map((finding) => {
    const nth = (named.get(finding.is) ?? 0) + 1;
    named.set(finding.is, nth);
    const { says, remedy } = checkText(finding);
    return {
      where: `setup ${finding.is}${nth === 1 ? "" : ` ${nth}`}`,
      text: remedy === undefined ? says : `${says}\n\n${remedy}`,
    };
  });
}
