import { describe, expect, it } from "vitest";
import { DOOR } from "../../src/app.ts";
import { examine } from "../../src/doctor/examine.ts";
import { exampleTag } from "../../src/doctor/example-tag.ts";
import { EVENTS } from "../../src/doctor/installation.ts";
import { absent, seen, unknown } from "../../src/release/fact.ts";
import type { EnvironmentSettings, Setup, TagRuleset } from "../../src/release/setup.ts";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { releaseWorkflow } from "../../src/sandbox/scenes/workflow-text.ts";
import { file, found, guarded, sound, workflow } from "./setup-builder.ts";

const hidden = unknown({ kind: "forbidden", whom: "GitHub", detail: "not for you", status: 403 });

it("a sound repository has a finding for each subject but itself, and all are fine", () => {
  expect(found({})).toEqual([]);
  expect(
    examine(sound).map(({ subject, checks }) => [subject, checks.map(({ finding }) => finding.is)]),
  ).toEqual([
    ["app", ["installed"]],
    ["configuration", ["configuration-valid"]],
    ["workflow", ["conducted"]],
    ["gates", ["rule-on", "rule-on"]],
    ["tags", ["tags-ruled"]],
    ["release", ["labels-there", "channels-known"]],
  ]);
});

it("knows the events that the App subscribes to", () => {
  expect([...EVENTS]).toEqual(Object.keys(DOOR));
});

const granted = (permissions: Readonly<Record<string, string>>, more = {}): Partial<Setup> => ({
  installation: seen({ permissions, suspended: false, ...more }),
});
const all = { actions: "write", checks: "write", contents: "write", deployments: "write", issues: "write" };

describe("the app", () => {
  it.each<[string, Partial<Setup>, readonly string[]]>([
    ["is not there", { installation: absent }, ["missing not-installed"]],
    ["can't be seen", { installation: hidden }, ["unseen installation-unseen"]],
    ["is suspended", granted(all, { suspended: true }), ["missing suspended"]],
    [
      "is there for some",
      granted({ ...all, pull_requests: "read" }, { selected: true }),
      ["unseen installed-on-some"],
    ],
    ["may read pull requests", granted({ ...all, pull_requests: "read" }), []],
    ["may not", granted(all), ["look not-granted"]],
    ["has nothing", granted({}), ["missing not-granted", "look not-granted"]],
    [
      "hears little",
      granted({ ...all, pull_requests: "read" }, { events: ["push"] }),
      ["missing not-subscribed"],
    ],
    [
      "needs to see teams",
      {
        ...granted({ ...all, pull_requests: "read" }),
        configuration: file(`${CONFIGURATION}approvers: { teams: [core] }\n`),
      },
      ["look not-granted"],
    ],
  ])("%s", (_, change, wanted) => {
    expect(found(change)).toEqual(wanted);
  });

  it("names what is granted too little at the level that is wanted", () => {
    const [app] = examine({
      ...sound,
      ...granted({ ...all, contents: "read", issues: "read", pull_requests: "read" }),
    });
    expect(app?.checks.slice(1).map(({ finding }) => finding)).toEqual([
      { is: "not-granted", permissions: ["issues: write"], essential: true },
      { is: "not-granted", permissions: ["contents: write"], essential: false },
    ]);
  });
});

describe("the repository and its file", () => {
  const { repository } = sound;
  const open = { testpypi: seen({ ...guarded, rule: false, reviewers: ["lstein"] }) };
  it.each<[string, Partial<Setup>, readonly string[]]>([
    ["archived", { repository: { ...repository, archived: true } }, ["missing archived"]],
    ["without issues", { repository: { ...repository, hasIssues: false } }, ["missing issues-off"]],
    ["private, and guarded all the same", { repository: { ...repository, private: true } }, []],
    [
      "private, and unguarded",
      { repository: { ...repository, private: true }, environments: {} },
      ["look plan", "unseen environment-unseen", "unseen environment-unseen"],
    ],
    [
      "private, and guarded by people",
      { repository: { ...repository, private: true }, environments: { ...sound.environments, ...open } },
      ["look rule-off"],
    ],
    ["without a file", { configuration: absent }, ["missing configuration-absent"]],
    ["with a faulty one", { configuration: file("tag: v*") }, ["missing configuration-broken"]],
    ["with one that can't be read", { configuration: hidden }, ["unseen configuration-unseen"]],
  ])("%s", (_, change, wanted) => {
    expect(found(change)).toEqual(wanted);
  });
});

describe("the workflow", () => {
  const changed = (from: string, to: string) => workflow(releaseWorkflow.replaceAll(from, to));
  it.each<[string, Partial<Setup>, readonly string[]]>([
    ["can't be seen", { workflows: hidden }, ["unseen workflows-unseen"]],
    ["is not there", { workflows: seen([]) }, ["missing not-conducted"]],
    ["starts on other tags", { tag: "release-1.0" }, ["missing not-conducted", "look tags-unruled"]],
    [
      "lacks the identity token",
      { workflows: changed("    permissions:\n      id-token: write\n", "") },
      ["look no-id-token", "look no-id-token"],
    ],
    [
      "needs less than everything",
      { workflows: changed("python-tests, build]", "build]") },
      ["look unneeded-jobs", "look unneeded-jobs"],
    ],
    [
      "has other environments",
      { workflows: changed("name: testpypi", "name: staging") },
      ["missing gate-without-job", "look job-without-gate"],
    ],
  ])("%s", (_, change, wanted) => {
    expect(found(change)).toEqual(wanted);
  });

  it("tells the gates where the configuration names none", () => {
    const environments = { pypi: seen(guarded) };
    expect(found({ configuration: file(""), environments })).toEqual(["unseen environment-unseen"]);
  });
});

describe("an environment", () => {
  const tags = (...names: readonly string[]) => names.map((name) => ({ name, type: "tag" }) as const);
  it.each<[string, Partial<EnvironmentSettings>, readonly string[]]>([
    ["guarded by nothing", { rule: false }, ["missing unguarded"]],
    ["guarded by people", { rule: false, reviewers: ["lstein"] }, ["look rule-off"]],
    ["guarded by both", { reviewers: ["lstein"] }, ["look rule-and-reviewers"]],
    [
      "guarded by another App",
      { rule: false, otherRules: ["watchdog"] },
      ["look rule-off", "look other-rules"],
    ],
    ["with a timer", { waitMinutes: 5 }, ["look wait-timer"]],
    ["with a way past", { adminBypass: true }, ["look bypass-on"]],
    ["for protected branches", { policy: "protected-branches" }, ["missing only-protected-branches"]],
    ["for branches", { policy: [{ name: "v*", type: "branch" }] }, ["missing tag-refused"]],
    ["for other tags", { policy: tags("release-*", "v4.*") }, ["missing tag-refused"]],
    ["for such tags", { policy: tags("release-*", "v*") }, []],
    ["for tags without a slash", { policy: tags("*") }, []],
    ["for tags that begin with a mark", { policy: tags("!w*") }, ["missing tag-refused"]],
  ])("%s", (_, change, wanted) => {
    expect(found({ environments: { ...sound.environments, pypi: seen({ ...guarded, ...change }) } })).toEqual(
      wanted,
    );
  });

  it("that is not there, or of which nothing is told", () => {
    const { adminBypass: _, ...rest } = guarded;
    expect(found({ environments: { testpypi: absent, pypi: seen(rest) } })).toEqual([
      "missing environment-absent",
      "unseen bypass-unseen",
    ]);
  });
});

describe("tags", () => {
  const rules = (change: Partial<TagRuleset>): Partial<Setup> => ({
    rulesets: seen([
      { name: "R", include: ["~ALL"], exclude: [], rules: ["creation", "update", "deletion"], ...change },
    ]),
  });
  it.each<[string, Partial<Setup>, readonly string[]]>([
    ["can't be seen", { rulesets: hidden }, ["unseen rulesets-unseen"]],
    ["without rules", { rulesets: seen([]) }, ["look tags-unruled"]],
    ["all of them", rules({}), []],
    ["others", rules({ include: ["refs/tags/w*"] }), ["look tags-unruled"]],
    ["all but these", rules({ exclude: ["refs/tags/v*"] }), ["look tags-unruled"]],
    ["half", rules({ rules: ["deletion", "non_fast_forward"] }), ["look tags-half-ruled"]],
  ])("%s", (_, change, wanted) => {
    expect(found(change)).toEqual(wanted);
  });

  it.each([
    [["v*"], [], "v1.0.0"],
    [["v*"], ["v1.0.0", "v2.0.0", "w1"], "v2.0.0"],
    [["hatch-v*", "!hatch-v1*"], ["hatch-v1.0"], "hatch-v1.0.0"],
    [["[0-9]*"], [], "1.0.0"],
  ])("like %j, of %j: %s", (patterns, there, tag) => {
    expect(exampleTag(patterns, there)).toBe(tag);
  });
});

describe("what the configuration names besides", () => {
  const announcing = (more: string, change: Partial<Setup> = {}): Partial<Setup> => ({
    configuration: file(`${CONFIGURATION}${more}`),
    ...change,
  });
  const discussion = "release: { discussion: News }\n";
  const on = (...categories: readonly string[]) => ({ discussions: seen({ enabled: true, categories }) });
  it.each<[string, Partial<Setup>, readonly string[]]>([
    ["a label that is not there", { labels: seen([]) }, ["look labels-absent"]],
    ["a label in other letters", { labels: seen(["Release"]) }, []],
    ["labels that can't be seen", { labels: hidden }, ["unseen labels-unseen"]],
    ["a blocker", announcing("prepare: { blockers: [stop] }\n"), ["look labels-absent"]],
    ["a category", announcing(discussion, on("News")), []],
    ["another category", announcing(discussion, on("Ideas")), ["missing category-absent"]],
    ["a category, without discussions", announcing(discussion), ["missing discussions-off"]],
    [
      "a category that can't be seen",
      announcing(discussion, { discussions: hidden }),
      ["unseen category-unseen"],
    ],
    ["a channel that the server lacks", { channels: seen([]) }, ["missing channels-unknown"]],
    ["a channel that only the server knows", { channels: hidden }, ["unseen channels-unseen"]],
  ])("%s", (_, change, wanted) => {
    expect(found(change)).toEqual(wanted);
  });
});
