import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { actionText } from "../../src/release/action.ts";
import { DEFAULT_NOTES, DEFAULT_RELEASE } from "../../src/release/configuration.ts";
import { absent, given, seen, unknown, unseen } from "../../src/release/fact.ts";
import { HOUR, MINUTE } from "../../src/release/instant.ts";
import type { Sight } from "../../src/release/look.ts";
import type { Artifact, Job, OpenedFor, Snapshot } from "../../src/release/snapshot.ts";
import type { PhaseName, Step } from "../../src/release/step.ts";
import type { TagBranch, WorkflowChanges } from "../../src/release/tag-origin.ts";
import {
  artifacts,
  atTheGates,
  attested,
  BLOB,
  board,
  CHECKS,
  COMMIT,
  comment,
  configuration,
  configured,
  contents,
  deployment,
  environment,
  GATED,
  gate,
  githubRelease,
  greenChecks,
  job,
  memory,
  pendingGate,
  people,
  published,
  publishJob,
  REPOSITORY,
  RUN,
  released,
  run,
  runningJob,
  SDIST,
  START,
  served,
  sha256,
  smokeTested,
  snapshot,
  TAG_OBJECT,
  WHEEL,
} from "../release/snapshot-builder.ts";

const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

function step(name: PhaseName, now: Snapshot): Step | undefined {
  return plan(now).phases.find((phase) => phase.name === name)?.step;
}

/** The step in two words: what it is, and of what kind. */
function brief(name: PhaseName, now: Snapshot): string {
  const one = step(name, now);
  switch (one?.is) {
    case undefined:
      return "no such phase";
    case "done":
    case "skipped":
      return one.why === undefined ? one.is : `${one.is} ${one.why.is}`;
    case "look":
      return `look ${one.at.map(({ at }) => at).join(" ")}`;
    case "waiting":
      return `waiting ${one.on.for}`;
    case "stopped":
      return `stopped ${one.because.is}`;
    case "due":
      return `due ${one.act.map((action) => action.do).join(" ")}`;
  }
}

/** The built files as an index serves them, with something odd about them. */
function servedAs(odd: {
  readonly yanked?: readonly [boolean | string, boolean | string];
  readonly more?: string;
  readonly undigested?: true;
}): Snapshot["index"][string] {
  const files = (given(served())?.[0]?.files ?? []).map((file, at) => ({
    ...file,
    yanked: odd.yanked?.[at] ?? false,
  }));
  const more =
    odd.more === undefined ? [] : [{ filename: odd.more, sha256: sha256(odd.more), yanked: false }];
  const [first, ...others] = files;
  const release = { project: "invokeai", version: "5.0.0", known: "served" } as const;
  return odd.undigested === true
    ? seen([{ ...release, files: others, undigested: [first?.filename ?? ""] }])
    : seen([{ ...release, files: [...files, ...more] }]);
}

/** Gate pypi was opened for these files. */
function openedFor(...filenames: readonly string[]) {
  const files = filenames.map((filename) => ({ filename, sha256: sha256(filename) }));
  return { opened: [{ environment: "pypi", run: RUN, runAttempt: 1, files }] } satisfies Partial<Snapshot>;
}

/** The same file names, with other bytes. */
function another(one: OpenedFor): OpenedFor {
  return { ...one, files: one.files.map((file) => ({ ...file, sha256: sha256("another") })) };
}

const tested = atTheGates({ comments: seen(smokeTested) });
const approval = comment(20, people.lstein, "/approve pypi");
const approved = atTheGates({ comments: seen([...smokeTested, approval]) });
const byMallory = { provenance: { pypi: attested("pypi", { repository: "mallory/InvokeAI" }) } };
const drafted = published(served(), { githubReleases: seen([githubRelease()]) });
const ended = run({ status: "completed", conclusion: "failure" });
const old = "c0ffee1234567890c0ffee1234567890c0ffee12";
const ofAnother = "<!-- release-conductor:notes v5.0.0 0a none -->";
const introduced = configured({ notes: { ...DEFAULT_NOTES, intro: { file: "intro.md" } } });
const noSmokeTests = configured({ smokeTests: { require: [] } });

const onMain = snapshot({ configuration: configured({ branches: ["main"] }) });
const originOf = (found: TagBranch) => ({ ...onMain, tagBranch: seen(found) });
const sameWorkflow = snapshot({ configuration: configured({ sameWorkflow: true }) });
const workflowAs = (found: WorkflowChanges) => ({ ...sameWorkflow, workflowChanges: seen(found) });

describe("each phase in each of its outcomes", () => {
  it.each<[PhaseName, string, Snapshot, string]>([
    ["call-out", "always", tested, "skipped tag-came-first"],

    ["tag", "with its run", tested, "done"],
    ["tag", "without a run", snapshot({ runs: seen([]) }), "waiting run"],
    ["tag", "deleted", snapshot({ tag: absent, runs: seen([ended]) }), "stopped tag-deleted"],
    [
      "tag",
      "of a tree",
      snapshot({ tag: seen({ object: TAG_OBJECT }), runs: seen([ended]) }),
      "stopped tag-not-a-commit",
    ],
    ["tag", "of an allowed branch", originOf({ is: "on", branch: "main" }), "done"],
    [
      "tag",
      "of another branch",
      originOf({ is: "off", branches: ["main"], more: 0 }),
      "stopped tag-off-branches",
    ],
    [
      "tag",
      "of another branch, before it runs",
      { ...originOf({ is: "off", branches: [], more: 0 }), runs: seen([]) },
      "stopped tag-off-branches",
    ],
    ["tag", "of a branch nobody looked at", onMain, "look tagBranch"],
    ["tag", "of a branch that is not told", { ...onMain, tagBranch: unknown(fault) }, "waiting answer"],
    ["tag", "with the workflow as it is", workflowAs({ changed: [], more: false }), "done"],
    [
      "tag",
      "with another workflow",
      workflowAs({ changed: [".github/workflows/release.yml"], more: false }),
      "stopped workflow-changed",
    ],
    ["tag", "with too many workflows", workflowAs({ changed: [], more: true }), "stopped workflow-changed"],
    ["tag", "with a workflow nobody looked at", sameWorkflow, "look workflowChanges"],
    [
      "tag",
      "with a workflow not told",
      { ...sameWorkflow, workflowChanges: absent },
      "stopped workflow-changed",
    ],
    ["tag", "without a configuration", snapshot({ configuration: absent }), "stopped configuration-gone"],
    ["tag", "not answered", snapshot({ tag: unknown(fault) }), "waiting answer"],
    [
      "tag",
      "with several workflows",
      snapshot({
        configuration: seen({
          is: "valid",
          blob: BLOB,
          configuration: { ...configuration(), workflow: undefined as never },
        }),
        runs: seen([run(), run({ id: 2, path: ".github/workflows/docs.yml" })]),
      }),
      "waiting which-workflow",
    ],
    [
      "tag",
      "with a gate of the old build left open",
      snapshot({ tag: seen({ object: "b", commit: old }), pending: seen([pendingGate("pypi")]) }),
      "due close-gate",
    ],
    [
      "tag",
      "gone, with a gate left open",
      snapshot({ tag: absent, pending: seen([pendingGate("pypi")]) }),
      "due close-gate",
    ],

    ["version", "as in the file", tested, "done version-matches"],
    [
      "version",
      "in another spelling",
      snapshot({ versionFile: seen({ is: "found", path: "v.py", version: "5.0" }) }),
      "done version-matches",
    ],
    [
      "version",
      "not as in the file",
      snapshot({ versionFile: seen({ is: "found", path: "v.py", version: "5.0.0rc1" }) }),
      "stopped version-mismatch",
    ],
    [
      "version",
      "unreadable",
      snapshot({ versionFile: seen({ is: "unreadable", path: "v.py", why: "x" }) }),
      "stopped version-unreadable",
    ],
    [
      "version",
      "computed",
      snapshot({ versionFile: seen({ is: "computed", path: "p.toml", why: "x" }) }),
      "done version-computed",
    ],
    ["version", "without a file", snapshot({ versionFile: absent }), "done version-computed"],
    [
      "version",
      "taken on the index",
      {
        ...tested,
        index: {
          testpypi: absent,
          pypi: seen([
            {
              project: "invokeai",
              version: "5.0.0",
              known: "served",
              files: [{ filename: "a.whl", sha256: "00", yanked: false }],
            },
          ]),
        },
      },
      "stopped version-taken",
    ],
    [
      "version",
      "burnt on the index",
      {
        ...tested,
        index: {
          testpypi: absent,
          pypi: seen([{ project: "invokeai", version: "5.0.0", known: "emptied", files: [] }]),
        },
      },
      "stopped version-taken",
    ],
    [
      "version",
      "on the index before the build was looked into",
      { ...tested, index: { testpypi: absent, pypi: served(1) }, contents: unseen },
      "look contents",
    ],
    [
      "version",
      "taken by these very bytes",
      { ...tested, index: { testpypi: absent, pypi: served(1) } },
      "done version-matches",
    ],
    [
      "version",
      "with a silent index",
      { ...tested, index: { testpypi: absent, pypi: unknown(fault) } },
      "waiting answer",
    ],
    ["version", "before the index was asked", { ...tested, index: {} }, "look index"],
    [
      "version",
      "that no index takes",
      {
        ...tested,
        key: { ...tested.key, tag: "v5.0.0+b1" },
        versionFile: seen({ is: "found", path: "v.py", version: "5.0.0+b1" }),
      },
      "stopped version-not-uploadable",
    ],

    ["checks", "running", snapshot(), "waiting jobs"],
    ["checks", "green", tested, "done jobs-green"],
    [
      "checks",
      "green, but the run goes on and no gate was reached",
      snapshot({ jobs: seen(greenChecks) }),
      "waiting jobs",
    ],
    [
      "checks",
      "green at the end of the run",
      snapshot({ jobs: seen(greenChecks), runs: seen([ended]) }),
      "done jobs-green",
    ],
    [
      "checks",
      "with a failed job",
      snapshot({ jobs: seen([...greenChecks.slice(1), job("x", { conclusion: "failure" })]) }),
      "stopped jobs-failed",
    ],
    [
      "checks",
      "with a cancelled job",
      snapshot({ jobs: seen([...greenChecks, job("x", { conclusion: "cancelled" })]) }),
      "stopped jobs-failed",
    ],
    [
      "checks",
      "with a job timed out",
      snapshot({ jobs: seen([...greenChecks, job("x", { conclusion: "timed_out" })]) }),
      "stopped jobs-failed",
    ],
    ["checks", "with no job yet", snapshot({ jobs: seen([]) }), "waiting jobs"],
    [
      "checks",
      "with no job at all",
      snapshot({ jobs: seen([]), runs: seen([run({ status: "completed", conclusion: "success" })]) }),
      "stopped no-job-ran",
    ],
    [
      "checks",
      "with every job skipped",
      snapshot({
        jobs: seen([job("x", { conclusion: "skipped" })]),
        runs: seen([run({ status: "completed", conclusion: "skipped" })]),
      }),
      "stopped no-job-ran",
    ],
    [
      "checks",
      "with a gate on the first job",
      atTheGates({ jobs: seen([publishJob("testpypi", "waiting"), publishJob("pypi", "waiting")]) }),
      "stopped nothing-before-gate",
    ],
    [
      "checks",
      "of a run that never started",
      snapshot({ jobs: seen([]), runs: seen([run({ status: "completed", conclusion: "startup_failure" })]) }),
      "stopped run-failed",
    ],
    ["checks", "not answered", snapshot({ jobs: unknown(fault) }), "waiting answer"],

    ["build", "there", tested, "done artifacts-there"],
    [
      "build",
      "missing",
      { ...tested, artifacts: seen(artifacts.slice(0, 1)), contents: seen(contents.slice(0, 1)) },
      "stopped artifact-missing",
    ],
    [
      "build",
      "expired",
      { ...tested, artifacts: seen(artifacts.map((one) => ({ ...one, expired: true }))) },
      "stopped artifact-expired",
    ],
    [
      "build",
      "of another run",
      { ...tested, artifacts: seen(artifacts.map((one) => ({ ...one, run: 1 }))) },
      "stopped artifact-missing",
    ],
    [
      "build",
      "of another commit",
      { ...tested, artifacts: seen(artifacts.map((one) => ({ ...one, commit: old }))) },
      "stopped artifact-missing",
    ],
    [
      "build",
      "refused",
      { ...tested, contents: seen([{ artifact: "dist", id: 1, is: "refused", why: "zip-slip" }]) },
      "stopped artifact-refused",
    ],
    [
      "build",
      "of another version",
      {
        ...tested,
        contents: seen([
          {
            artifact: "dist",
            id: 1,
            is: "read",
            files: [{ name: "invokeai-5.0.1.tar.gz", size: 1, sha256: "a" }],
          },
        ]),
      },
      "stopped metadata-mismatch",
    ],
    ["build", "unopened", { ...tested, contents: unseen }, "look contents"],
    ["build", "before the checks", snapshot(), "waiting phases"],

    [
      "rehearse",
      "without required tests",
      { ...tested, configuration: noSmokeTests },
      "skipped no-smoke-tests",
    ],
    ["rehearse", "with every test", tested, "done smoke-tested"],
    ["rehearse", "with none", atTheGates(), "waiting smoke-tests"],
    [
      "rehearse",
      "with a stranger's",
      atTheGates({ comments: seen([comment(1, people.stranger, "/tested linux\n/tested windows")]) }),
      "waiting smoke-tests",
    ],
    [
      "rehearse",
      "with a failed one",
      atTheGates({ comments: seen([...smokeTested, comment(9, people.ebr, "/tested linux fail black")]) }),
      "stopped smoke-test-failed",
    ],
    [
      "rehearse",
      "with one said before this attempt",
      atTheGates({ comments: seen(smokeTested.map((one) => ({ ...one, createdAt: START - 1 }))) }),
      "waiting smoke-tests",
    ],
    [
      "rehearse",
      "with an edited one",
      atTheGates({ comments: seen(smokeTested.map((one) => ({ ...one, edited: true }))) }),
      "waiting smoke-tests",
    ],

    [
      "rehearse",
      "with a failed one that was edited",
      atTheGates({
        comments: seen([
          ...smokeTested,
          comment(9, people.lstein, "/tested linux fail black", { edited: true, createdAt: GATED + HOUR }),
        ]),
      }),
      "stopped smoke-test-failed",
    ],

    ["publish pypi", "waiting for people", tested, "waiting approval"],
    ["publish pypi", "before the tests", atTheGates(), "waiting phases"],
    ["publish pypi", "approved", approved, "due open-gate"],
    [
      "publish pypi",
      "approved and held",
      { ...approved, board: seen(board({ memory: memory({ holds: [{ by: "ebr", comment: 1, at: 1 }] }) })) },
      "waiting unhold",
    ],
    [
      "publish pypi",
      "approved where only a click opens",
      { ...approved, environments: seen([environment("pypi", { rule: false, reviewers: ["ebr"] })]) },
      "waiting review",
    ],
    [
      "publish pypi",
      "approved by one of two",
      { ...approved, configuration: configured({ gates: [gate("pypi", { approvals: 2, index: "pypi" })] }) },
      "waiting approval",
    ],
    [
      "publish pypi",
      "approved with environments unknown",
      { ...approved, environments: unknown(fault) },
      "waiting answer",
    ],
    [
      "publish pypi",
      "publishing",
      { ...tested, jobs: seen([...greenChecks, publishJob("pypi", "publishing")]), pending: seen([]) },
      "waiting publish-job",
    ],
    ["publish pypi", "published", published(served()), "done published-by-job"],
    [
      "publish pypi",
      "failed",
      { ...tested, jobs: seen([...greenChecks, publishJob("pypi", "failed")]), pending: seen([]) },
      "stopped publish-failed",
    ],
    [
      "publish pypi",
      "rejected",
      {
        ...tested,
        jobs: seen([...greenChecks, publishJob("pypi", "failed")]),
        pending: seen([]),
        reviews: seen([{ environments: ["PyPI"], state: "rejected", by: "ebr", comment: "no" }]),
      },
      "stopped gate-rejected",
    ],
    [
      "publish pypi",
      "failed, after it was rejected in an attempt before and opened in this one",
      {
        ...tested,
        jobs: seen([...greenChecks, publishJob("pypi", "failed")]),
        pending: seen([]),
        reviews: seen([
          { environments: ["pypi"], state: "rejected", by: "ebr", comment: "no" },
          ...(given(published(served()).reviews) ?? []),
        ]),
      },
      "stopped publish-failed",
    ],
    [
      "publish pypi",
      "failed, after somebody had the app reject it in an attempt before",
      {
        ...tested,
        jobs: seen([...greenChecks, publishJob("pypi", "failed")]),
        pending: seen([]),
        reviews: seen([
          {
            environments: ["pypi"],
            state: "rejected",
            by: "release-conductor[bot]",
            comment: "Rejected by `ebr` in comment 7, run attempt 0: too early.",
          },
        ]),
      },
      "stopped publish-failed",
    ],
    [
      "publish pypi",
      "never reached",
      { ...tested, runs: seen([ended]), jobs: seen(greenChecks), pending: seen([]), deployments: seen([]) },
      "stopped gate-never-reached",
    ],
    [
      "publish pypi",
      "not reached yet",
      {
        ...tested,
        jobs: seen([...greenChecks, publishJob("testpypi", "waiting")]),
        pending: seen([pendingGate("testpypi")]),
        deployments: seen([deployment("testpypi")]),
      },
      "waiting gate-reached",
    ],
    ["publish testpypi", "needs no smoke test", atTheGates(), "waiting approval"],

    ["verify pypi", "the same bytes", published(served()), "done same-bytes"],
    ["verify pypi", "some files missing", published(served(1)), "waiting index"],
    ["verify pypi", "nothing there", published(absent), "waiting index"],
    [
      "verify pypi",
      "nothing there for too long",
      published(absent, { now: GATED + HOUR + 32 * MINUTE }),
      "stopped index-missing-files",
    ],
    [
      "verify pypi",
      "other bytes",
      published(
        seen([
          {
            project: "invokeai",
            version: "5.0.0",
            known: "served",
            files: [{ filename: "invokeai-5.0.0.tar.gz", sha256: "0", yanked: false }],
          },
        ]),
      ),
      "stopped index-other-bytes",
    ],
    [
      "verify pypi",
      "yanked",
      published(
        seen([
          {
            project: "invokeai",
            version: "5.0.0",
            known: "yanked",
            files: [
              {
                filename: "InvokeAI-5.0.0-py3-none-any.whl",
                sha256: sha256("InvokeAI-5.0.0-py3-none-any.whl"),
                yanked: "bad",
              },
              { filename: "invokeai-5.0.0.tar.gz", sha256: sha256("invokeai-5.0.0.tar.gz"), yanked: true },
            ],
          },
        ]),
      ),
      "stopped index-yanked",
    ],
    [
      "verify pypi",
      "before who published was asked",
      published(served(), { provenance: {} }),
      "look provenance",
    ],
    [
      "verify pypi",
      "an index that does not say who published",
      published(served(), { provenance: { pypi: unknown(fault) } }),
      "waiting answer",
    ],
    [
      "verify pypi",
      "an index that knows no provenance",
      published(served(), { provenance: { pypi: absent } }),
      "done same-bytes",
    ],
    [
      "verify pypi",
      "published by another repository",
      published(served(), { ...byMallory, repositoriesNamed: { "mallory/InvokeAI": seen(666) } }),
      "stopped provenance-mismatch",
    ],
    [
      "verify pypi",
      "published by a repository that is not there",
      published(served(), { ...byMallory, repositoriesNamed: { "mallory/InvokeAI": absent } }),
      "stopped provenance-mismatch",
    ],
    [
      "verify pypi",
      "published under a name that may be a former one",
      published(served(), byMallory),
      "look repositoryNamed",
    ],
    [
      "verify pypi",
      "published under a name of which GitHub does not say whose it is",
      published(served(), { ...byMallory, repositoriesNamed: { "mallory/InvokeAI": unknown(fault) } }),
      "waiting answer",
    ],
    [
      "verify pypi",
      "published before the repository was renamed",
      published(served(), {
        ...byMallory,
        repositoriesNamed: { "mallory/InvokeAI": seen(snapshot().key.repository) },
      }),
      "done same-bytes",
    ],
    [
      "verify pypi",
      "files that are not all there, before who published is asked",
      published(served(1), { provenance: {} }),
      "waiting index",
    ],
    [
      "verify pypi",
      "some files yanked",
      published(servedAs({ yanked: ["bad", false] })),
      "stopped index-yanked",
    ],
    [
      "verify pypi",
      "a file that nobody built",
      published(servedAs({ more: "invokeai-5.0.0-cp312-cp312-win_amd64.whl" })),
      "stopped index-extra-files",
    ],
    [
      "verify pypi",
      "more files than could be read of what was built",
      published(servedAs({ more: "invokeai-5.0.0-cp312-cp312-win_amd64.whl" }), {
        artifacts: seen([...artifacts, { ...artifacts[0], id: 1_971_222_009, name: "wheels" } as Artifact]),
        configuration: configured({
          gates: [gate("pypi", { index: "pypi", packages: ["invokeai"], artifacts: ["dist", "wheels"] })],
        }),
      }),
      "done same-bytes",
    ],
    [
      "verify pypi",
      "a file without a digest",
      published(servedAs({ undigested: true })),
      "stopped index-without-digests",
    ],
    [
      "verify pypi",
      "the bytes it was opened for, with the artifacts gone since",
      published(served(), { ...openedFor(WHEEL, SDIST), artifacts: seen([]), contents: seen([]) }),
      "done same-bytes",
    ],
    [
      "verify pypi",
      "other bytes than it was opened for, which the artifact has by now",
      published(served(), { opened: openedFor(WHEEL).opened.map(another) }),
      "stopped index-other-bytes",
    ],
    [
      "verify pypi",
      "one of two files it was opened for, with the artifacts gone since",
      published(served(1), { ...openedFor(WHEEL, SDIST), artifacts: seen([]), contents: seen([]) }),
      "waiting index",
    ],
    [
      "verify pypi",
      "what was built, where the app has opened another run's gate",
      published(served(), { opened: openedFor(WHEEL).opened.map((one) => ({ ...another(one), run: 1 })) }),
      "done same-bytes",
    ],
    ["verify pypi", "a silent index", published(unknown(fault)), "waiting answer"],
    ["verify pypi", "before publishing", tested, "waiting phases"],
    [
      "verify pypi",
      "without an index",
      { ...published(served()), configuration: configured({ gates: [gate("pypi")] }) },
      "skipped no-index",
    ],
    [
      "verify pypi",
      "without anything built",
      {
        ...published(served()),
        contents: seen([]),
        configuration: configured({ assets: [], gates: [gate("pypi", { index: "pypi" })] }),
      },
      "done nothing-to-compare",
    ],

    ["draft", "to be made", published(served()), "due create-draft"],
    ["draft", "before the index serves it", published(absent), "waiting phases"],
    ["draft", "made", drafted, "waiting publish-command"],
    [
      "draft",
      "without its asset",
      { ...drafted, githubReleases: seen([githubRelease({ assets: [] })]) },
      "due upload-asset",
    ],
    [
      "draft",
      "with half an asset",
      {
        ...drafted,
        githubReleases: seen([
          githubRelease({
            assets: [{ id: 4, name: "InvokeAI-installer-v5.0.0.zip", size: 0, uploaded: false, byApp: true }],
          }),
        ]),
      },
      "due delete-asset",
    ],
    [
      "draft",
      "with another asset",
      {
        ...drafted,
        githubReleases: seen([
          githubRelease({
            assets: [
              {
                id: 4,
                name: "InvokeAI-installer-v5.0.0.zip",
                size: 0,
                uploaded: true,
                digest: "sha256:0",
                byApp: false,
              },
            ],
          }),
        ]),
      },
      "stopped release-asset-differs",
    ],
    [
      "draft",
      "with our own asset of an earlier build",
      {
        ...drafted,
        githubReleases: seen([
          githubRelease({
            assets: [
              {
                id: 4,
                name: "InvokeAI-installer-v5.0.0.zip",
                size: 0,
                uploaded: true,
                digest: "sha256:0",
                byApp: true,
              },
            ],
          }),
        ]),
      },
      "due delete-asset",
    ],
    [
      "draft",
      "for which the build has no asset",
      { ...drafted, configuration: configured({ assets: [{ artifact: "installer", files: "*.exe" }] }) },
      "stopped asset-not-found",
    ],
    [
      "draft",
      "with two files of one name",
      {
        ...drafted,
        configuration: configured({
          assets: [
            { artifact: "installer", files: "*.zip" },
            { artifact: "installer", files: "Invoke*" },
          ],
        }),
      },
      "stopped asset-name-taken",
    ],
    [
      "draft",
      "with an asset that GitHub has renamed",
      {
        ...drafted,
        githubReleases: seen([
          githubRelease({
            assets: [
              {
                id: 4,
                name: "renamed.zip",
                size: 0,
                uploaded: true,
                byApp: true,
                digest: `sha256:${sha256("installer.zip")}`,
              },
            ],
          }),
        ]),
      },
      "waiting publish-command",
    ],
    ["draft", "public", released(), "done github-release-published"],
    [
      "draft",
      "public, whatever is the latest",
      released({ latestRelease: unknown(fault) }),
      "done github-release-published",
    ],
    [
      "draft",
      "of another commit",
      { ...drafted, githubReleases: seen([githubRelease({ body: ofAnother })]) },
      "due update-draft",
    ],
    [
      "draft",
      "that lost its tag",
      { ...drafted, githubReleases: seen([githubRelease({ tag: "untagged-0a1b", body: ofAnother })]) },
      "due update-draft",
    ],
    [
      "draft",
      "that lost its tag and every mark",
      {
        ...drafted,
        knownRelease: 177_000_001,
        githubReleases: seen([githubRelease({ tag: "untagged-0a1b" })]),
      },
      "due update-draft",
    ],
    [
      "draft",
      "of another release that lost its tag",
      {
        ...drafted,
        githubReleases: seen([
          githubRelease({ tag: "untagged-0a1b", body: ofAnother.replace("v5.0.0", "v4.0.0") }),
        ]),
      },
      "due create-draft",
    ],
    [
      "draft",
      "whose base can't be seen",
      { ...drafted, tags: unknown(fault), githubReleases: seen([githubRelease({ body: ofAnother })]) },
      "waiting answer",
    ],
    ["draft", "of a tag that is burnt", published(served(), { tagBurnt: true }), "stopped tag-burnt"],
    [
      "draft",
      "whose introduction can't be seen",
      published(served(), { introFile: unknown(fault), configuration: introduced }),
      "waiting answer",
    ],
    [
      "draft",
      "whose introduction is missing",
      published(served(), { configuration: introduced }),
      "due create-draft",
    ],
    [
      "draft",
      "with notes that can't be seen",
      published(served(), { ranges: unknown(fault) }),
      "waiting answer",
    ],
  ])("%s %s", (name, _how, now, expected) => {
    expect(brief(name, now)).toBe(expected);
  });

  it.each<[PhaseName, Snapshot, readonly Sight[]]>([
    ["tag", snapshot(), ["runs", "pending", "deployments", "environments"]],
    ["version", snapshot(), ["versionFile"]],
    ["checks", snapshot(), ["jobs"]],
    ["build", tested, ["artifacts", "contents"]],
    ["publish pypi", published(served()), ["reviews"]],
    ["draft", published(served()), ["githubReleases", "tags", "ranges"]],
    ["draft", drafted, ["tags"]],
    ["draft", { ...drafted, githubReleases: seen([githubRelease({ body: ofAnother })]) }, ["ranges"]],
  ])("%s asks for what it goes by, once it matters", (name, now, sights) => {
    for (const sight of sights) {
      const needed = plan({ ...now, [sight]: unseen });
      expect(needed.look).toContainEqual({ at: sight });
      expect(needed.due).toEqual([]);
      expect(brief(name, { ...now, [sight]: unknown(fault) })).toMatch(/^waiting (answer|phases)$/);
    }
  });
});

describe("the tag", () => {
  it("closes every gate of old builds before anything else, and tells of those it can't close", () => {
    const moved = {
      tag: seen({ object: "b", commit: old }),
      runs: seen([run(), run({ id: RUN + 1, commit: old })]),
    };
    const both = snapshot({ ...moved, pending: seen([pendingGate("testpypi"), pendingGate("pypi")]) });
    expect(step("tag", both)).toMatchObject({
      is: "due",
      act: [
        { environment: "testpypi", run: RUN, because: { is: "superseded", commit: COMMIT } },
        { environment: "pypi" },
      ],
    });
    const byClick = {
      ...both,
      environments: seen([environment("testpypi", { rule: false }), environment("pypi", { rule: false })]),
    };
    expect(step("tag", byClick)).toMatchObject({
      is: "done",
      notices: [{ is: "superseded-gate-open", environment: "testpypi" }, { environment: "pypi" }],
    });
  });

  it("does not keep the new build waiting for a gate of the old one that GitHub won't let us close", () => {
    const close = {
      do: "close-gate",
      environment: "pypi",
      run: RUN,
      because: { is: "superseded", commit: COMMIT },
    } as const;
    const moved = snapshot({
      tag: seen({ object: "b", commit: old }),
      runs: seen([run(), run({ id: RUN + 1, commit: old })]),
      pending: seen([pendingGate("pypi")]),
    });
    expect(step("tag", moved)).toMatchObject({ is: "due" });
    expect(step("tag", { ...moved, futile: [actionText(close)] })).toMatchObject({
      is: "done",
      notices: [{ is: "superseded-gate-open", environment: "pypi" }],
    });
  });

  it("never closes a gate of the release run", () => {
    expect(plan(tested).due).toEqual([]);
  });
});

describe("the checks", () => {
  const again = (one: Job, overrides: Partial<Job> = {}) => ({
    ...one,
    id: one.id + 500,
    runAttempt: 2,
    ...overrides,
  });
  const later = GATED + 3 * HOUR;

  it("of a re-run are asked anew, whatever was published in the attempt before", () => {
    const windows = "python-tests / py3.11: windows-cpu";
    const first = [
      ...greenChecks.filter(({ name }) => name !== windows),
      job(windows, { conclusion: "failure" }),
      publishJob("testpypi", "published"),
    ];
    const carried = first.filter(({ conclusion }) => conclusion === "success").map((one) => again(one));
    const rerun = (one: Job) =>
      atTheGates({
        runs: seen([run({ attempt: 2, startedAt: later })]),
        jobs: seen([...first, ...carried, one]),
        deployments: seen([deployment("testpypi")]),
        pending: seen([]),
      });
    const made = { createdAt: later + MINUTE, startedAt: later + 2 * MINUTE };
    expect(brief("checks", rerun(again(runningJob(windows), made)))).toBe("waiting jobs");
    expect(brief("checks", rerun(again(job(windows), { ...made, conclusion: "failure" })))).toBe(
      "stopped jobs-failed",
    );
    expect(brief("checks", rerun(again(job(windows), made)))).toBe("done jobs-green");
  });

  it("leave out what GitHub made after a gate's job had begun", () => {
    const notify = job("notify", { createdAt: GATED + 2 * HOUR, conclusion: "failure" });
    const jobs = [...greenChecks, publishJob("pypi", "published"), notify];
    const first = published(served(), { jobs: seen(jobs) });
    expect(brief("checks", first)).toBe("done jobs-green");
    const second = published(served(), {
      runs: seen([run({ attempt: 2, startedAt: later })]),
      jobs: seen([
        ...jobs,
        ...jobs.filter(({ conclusion }) => conclusion === "success").map((one) => again(one)),
        again(notify, { createdAt: later }),
      ]),
    });
    expect(brief("checks", second)).toBe("done jobs-green");
  });

  it("do not leave out what was made while a gate's job still waited, though GitHub stamps its start", () => {
    const waiting = { ...publishJob("pypi", "waiting"), startedAt: GATED };
    const slow = job("slow", { createdAt: GATED + MINUTE, conclusion: "failure" });
    expect(brief("checks", atTheGates({ jobs: seen([...greenChecks, waiting, slow]) }))).toBe(
      "stopped jobs-failed",
    );
  });

  it("name each failed job with its step and its page", () => {
    const failed = job("lint", { conclusion: "failure", failedStep: "run ruff", url: "https://x" });
    expect(step("checks", snapshot({ jobs: seen([failed, runningJob("b")]) }))).toMatchObject({
      because: {
        jobs: [{ name: "lint", conclusion: "failure", step: "run ruff", url: "https://x" }],
        running: 1,
      },
    });
  });

  it("count jobs, not a green mark that anybody may set", () => {
    const forged = snapshot({
      jobs: seen(CHECKS.map((name) => runningJob(name))),
      checkRun: seen({ id: 1, status: "completed", conclusion: "success", title: "", summary: "" }),
    });
    expect(brief("checks", forged)).toBe("waiting jobs");
  });
});

describe("the build", () => {
  it("of a re-run is its newest artifact of each name", () => {
    const [dist] = artifacts;
    const older = { ...dist, id: 5, digest: "sha256:old", expired: true } as (typeof artifacts)[number];
    expect(brief("build", { ...tested, artifacts: seen([older, ...artifacts]) })).toBe(
      "done artifacts-there",
    );
  });
});

describe("opening a gate", () => {
  it("carries everything it is bound to", () => {
    expect(step("publish pypi", approved)).toEqual({
      is: "due",
      act: [
        {
          do: "open-gate",
          environment: "pypi",
          run: RUN,
          runAttempt: 1,
          attempt: `${TAG_OBJECT}/${COMMIT}/${RUN}`,
          commit: COMMIT,
          configuration: BLOB,
          repository: REPOSITORY,
          tag: "v5.0.0",
          approvals: [{ by: people.lstein.id, login: "lstein", comment: 20, right: "role admin" }],
          artifacts: [`dist sha256:${sha256("dist")}`],
          digests: [
            `InvokeAI-5.0.0-py3-none-any.whl sha256:${sha256("InvokeAI-5.0.0-py3-none-any.whl")}`,
            `invokeai-5.0.0.tar.gz sha256:${sha256("invokeai-5.0.0.tar.gz")}`,
          ],
          letThrough: 0,
        },
      ],
    });
  });

  it("waits for the other guards once our rule has answered, and answers a job that came later", () => {
    const byUs = {
      environments: ["pypi"],
      state: "approved" as const,
      by: "release-conductor[bot]",
      comment: "Approved by `lstein` in https://x/issues/1 (comment 20), for commit 5a2f9c1, run attempt 1.",
    };
    const still = { ...approved, reviews: seen([byUs]) };
    expect(brief("publish pypi", still)).toBe("waiting gate-opening");
    expect(
      brief("publish pypi", { ...still, environments: seen([environment("pypi", { reviewers: ["ebr"] })]) }),
    ).toBe("waiting review");
    const passed = { ...publishJob("pypi", "published"), id: 8, name: "publish-pypi (arm)" };
    const late = {
      ...still,
      jobs: seen([...greenChecks, passed, publishJob("pypi", "waiting")]),
      deployments: seen([deployment("pypi", { id: 2, job: 8 }), deployment("pypi")]),
    };
    expect(brief("publish pypi", late)).toBe("due open-gate");
  });

  it("wants two people where two are configured", () => {
    const two = configured({ gates: [gate("pypi", { approvals: 2, index: "pypi" })] });
    const both = atTheGates({
      configuration: two,
      comments: seen([...smokeTested, approval, comment(21, people.hipsterusername, "/approve pypi")]),
    });
    expect(brief("publish pypi", both)).toBe("due open-gate");
    expect(
      brief("publish pypi", {
        ...both,
        comments: seen([...smokeTested, approval, comment(21, people.lstein, "/approve pypi")]),
      }),
    ).toBe("waiting approval");
  });

  it("keeps the configured order: what comes after waits until the gate before is verified", () => {
    const inOrder = configured({
      gates: [gate("testpypi", { index: "testpypi" }), gate("pypi", { index: "pypi", after: ["testpypi"] })],
    });
    expect(step("publish pypi", { ...approved, configuration: inOrder })).toEqual({
      is: "waiting",
      on: { for: "phases", names: ["verify testpypi"] },
    });
  });

  it("is told of, when somebody opened it by hand before everything was done", () => {
    const early = published(served(), { comments: seen([]) });
    expect(brief("rehearse", early)).toBe("waiting smoke-tests");
    expect(brief("publish pypi", early)).toBe("done published-by-job");
    expect(plan({ ...early, reviews: unseen }).look).toContainEqual({ at: "reviews" });
  });
});

describe("smoke tests", () => {
  const anyGates = (smokeTests: { require: readonly string[]; before?: string }) => {
    const { gates: _, ...rest } = configuration({ smokeTests });
    return seen({ is: "valid", blob: BLOB, configuration: rest } as const);
  };

  it("stand before every gate where nobody has said in which order the gates come", () => {
    const now = atTheGates({ configuration: anyGates({ require: ["linux"] }) });
    expect(brief("publish pypi", now)).toBe("waiting phases");
    expect(brief("publish testpypi", now)).toBe("waiting phases");
  });

  it("stand before the gate they name, in whatever letters GitHub has it", () => {
    const now = atTheGates({ configuration: anyGates({ require: ["linux"], before: "PyPI" }) });
    expect(brief("publish pypi", now)).toBe("waiting phases");
    expect(brief("publish testpypi", now)).toBe("waiting approval");
  });

  it("stand before every gate by default", () => {
    const now = atTheGates({ configuration: configured({ smokeTests: { require: ["linux"] } }) });
    expect(brief("publish pypi", now)).toBe("waiting phases");
    expect(brief("publish testpypi", now)).toBe("waiting phases");
  });

  it("of one person are replaced by their newest word, not by another's", () => {
    const by = (body: string, who: keyof typeof people, id: number) =>
      comment(id, people[who], body, { createdAt: GATED + id * MINUTE });
    const now = (...said: ReturnType<typeof by>[]) =>
      atTheGates({ comments: seen([...smokeTested, ...said]) });
    expect(
      brief("rehearse", now(by("/tested linux fail", "ebr", 30), by("/tested linux ok", "ebr", 31))),
    ).toBe("done smoke-tested");
    expect(
      brief("rehearse", now(by("/tested linux fail", "ebr", 30), by("/tested linux ok", "lstein", 31))),
    ).toBe("stopped smoke-test-failed");
    expect(brief("rehearse", now(by("/tested linux fail", "stranger", 30)))).toBe("done smoke-tested");
  });
});

describe("an early draft", () => {
  const early = configured({
    release: { ...DEFAULT_RELEASE, draft: "early" },
  });

  it("is made as soon as the version is right", () => {
    expect(brief("draft", snapshot({ configuration: early }))).toBe("due create-draft");
  });

  it("waits with its assets for the build, instead of calling them missing", () => {
    const now = snapshot({
      configuration: early,
      githubReleases: seen([githubRelease({ assets: [] })]),
      artifacts: seen([]),
    });
    expect(brief("draft", now)).toBe("waiting phases");
    expect(
      brief(
        "draft",
        atTheGates({ configuration: early, githubReleases: seen([githubRelease({ assets: [] })]) }),
      ),
    ).toBe("due upload-asset");
  });
});

describe("gates that nobody configured", () => {
  it("keep the draft back until the run has ended: more may come", () => {
    const { gates: _, ...rest } = configuration({ smokeTests: { require: [] } });
    const file = seen({ is: "valid", blob: BLOB, configuration: rest } as const);
    const now = published(served(), {
      configuration: file,
      jobs: seen([...greenChecks, publishJob("pypi", "published")]),
      pending: seen([]),
      deployments: seen([deployment("pypi")]),
    });
    expect(brief("draft", now)).toBe("waiting run-end");
    expect(
      brief("draft", { ...now, runs: seen([run({ status: "completed", conclusion: "success" })]) }),
    ).toBe("due create-draft");
  });
});
