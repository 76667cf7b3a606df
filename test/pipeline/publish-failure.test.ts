import { describe, expect, test } from "vitest";
import { nextLook } from "../../src/pipeline/next-look.ts";
import { publishFailed } from "../../src/pipeline/publish-failure.ts";
import type { Gate } from "../../src/release/configuration.ts";
import { absent, type Fact, type Fault, given, seen, unknown, unseen } from "../../src/release/fact.ts";
import type { IndexRelease } from "../../src/release/index-release.ts";
import { DAY, MINUTE } from "../../src/release/instant.ts";
import type { JobLog } from "../../src/release/job-log.ts";
import type { PublishCause } from "../../src/release/publish-cause.ts";
import type { PublishFailure } from "../../src/release/publish-failure.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import {
  atTheGates,
  configured,
  contents,
  deployment,
  gate,
  greenChecks,
  publishJob,
  served,
  serving,
  sha256,
} from "../release/snapshot-builder.ts";

const job = publishJob("pypi", "failed");
const pypi = gate("pypi", { index: "pypi", packages: ["invokeai"] });
const fault: Fault = { kind: "broken", whom: "pypi", detail: "answered 503", status: 503 };

function log(cause?: PublishCause): Fact<JobLog> {
  return seen({
    is: "read",
    lines: ["Error: why"],
    whole: true,
    ...(cause === undefined ? {} : { cause }),
  });
}

type Told = { readonly log?: Fact<JobLog>; readonly index?: Fact<readonly IndexRelease[]> } & Partial<
  Omit<Snapshot, "index">
>;

/** Job `publish-pypi` failed; the log names no cause and the index has nothing, unless told otherwise. */
function failing(
  { log: jobLog = log(), index = absent, ...overrides }: Told = {},
  at: Gate = pypi,
): Snapshot {
  return atTheGates({
    configuration: configured({ gates: [at] }),
    jobs: seen([...greenChecks, job]),
    deployments: seen([deployment("pypi")]),
    pending: seen([]),
    jobLogs: { [job.id]: jobLog },
    index: { [at.name]: index },
    versions: { [at.name]: seen(["4.2.9", "5.0.1"]) },
    ...overrides,
  });
}

function found(told: Told = {}, at: Gate = pypi): PublishFailure {
  const step = publishFailed(failing(told, at), at, job);
  if (step.is !== "stopped" || step.because.is !== "publish-failed") {
    throw new Error(`not stopped by the failure: ${JSON.stringify(step)}`);
  }
  return step.because.found;
}

const otherBytes = serving({ sha256: "f".repeat(64) });
const undigested: Fact<readonly IndexRelease[]> = seen(
  (given(served()) ?? []).map((one) => ({
    ...one,
    files: [],
    undigested: one.files.map(({ filename }) => filename),
  })),
);

/** The artifact `dist` was there, and could not be opened. */
const refusedBuild: Snapshot["contents"] = seen(
  contents.map(({ artifact, id }) => ({ artifact, id, is: "refused", why: "it is larger than 2 GB" })),
);

const emptied: Fact<readonly IndexRelease[]> = seen([
  {
    project: "invokeai",
    version: "5.0.0",
    known: "emptied",
    files: [],
  },
]);

describe("whether a retry can help", () => {
  test.each<[string, Told, PublishFailure["outlook"]]>([
    ["not when a file name was used", { log: log("file-name-used") }, "burnt"],
    ["not when the registry has the version", { log: log("version-exists") }, "burnt"],
    ["when the index was down", { log: log("index-down") }, "retry"],
    ["when the index was down and has half of it", { log: log("index-down"), index: served(1) }, "retry"],
    ["when all is there, whatever the log says", { log: log("file-name-used"), index: served() }, "retry"],
    [
      "not when other bytes are there, whatever the log says",
      { log: log("index-down"), index: otherBytes },
      "burnt",
    ],
    ["after the publisher was put right", { log: log("publisher-unknown") }, "after-fix"],
    ["not when the files were refused: they can be built anew", { log: log("files-refused") }, "rebuild"],
    [
      "not when half of refused files is there: no others can join",
      { log: log("files-refused"), index: served(1) },
      "burnt",
    ],
    ["not when refused files were there before", { log: log("files-refused"), index: emptied }, "burnt"],
    ["nobody can tell of files that were not compared", { index: undigested }, "unclear"],
    [
      "when the index was down, and nobody knows what it has",
      { log: log("index-down"), index: served(), contents: unknown(fault) },
      "retry",
    ],
    [
      "not when something of refused files is there, whatever it is",
      { log: log("files-refused"), index: served(), contents: unknown(fault) },
      "burnt",
    ],
    ["not without id-token in the tagged workflow", { log: log("id-token-missing") }, "rebuild"],
    ["nobody can tell from a log that names nothing", {}, "unclear"],
    ["nobody can tell without a log", { log: unknown(fault) }, "unclear"],
    ["nobody can tell without a log, though the index answers", { log: absent, index: served(1) }, "unclear"],
  ])("%s", (_, told, outlook) => {
    expect(found(told).outlook).toBe(outlook);
  });
});

describe("whether a retry can help at an index that takes no version twice", () => {
  const npm = gate("npm", { index: "npm", packages: ["tool", "cli"] });
  const files = ["tool", "cli"].map((project) => ({ project, filename: `${project}-5.0.0.tgz` }));
  const [dist] = contents;
  const built: Snapshot["contents"] = seen([
    {
      artifact: "dist",
      id: dist?.id ?? 0,
      is: "read",
      files: files.map(({ filename }) => ({ name: filename, size: 1, sha256: sha256(filename) })),
    },
  ]);
  const there = (count: number): Fact<readonly IndexRelease[]> =>
    seen(
      files.slice(0, count).map(({ project, filename }) => ({
        project,
        version: "5.0.0",
        known: "served",
        files: [{ filename, sha256: sha256(filename), yanked: false }],
      })),
    );

  test.each<[string, PublishCause, number, PublishFailure["outlook"]]>([
    ["nobody can tell what the job makes of all that is there", "runner-lost", 2, "unclear"],
    ["nor where it has met the version", "version-exists", 2, "unclear"],
    ["when it was out of reach, and has half of it", "index-down", 1, "retry"],
    ["not when it has half of it and has refused that", "version-exists", 1, "burnt"],
  ])("%s", (_, cause, count, outlook) => {
    const told = found({ log: log(cause), contents: built, index: there(count) }, npm);
    expect(told.holds.is).toBe(count === 2 ? "all" : "part");
    expect(told.outlook).toBe(outlook);
  });
});

describe("what the index has", () => {
  test.each<[string, Told, PublishFailure["holds"]["is"]]>([
    ["nothing", {}, "nothing"],
    ["part", { index: served(1) }, "part"],
    ["all", { index: served() }, "all"],
    ["other bytes", { index: otherBytes }, "other-bytes"],
    ["a version without files", { index: emptied }, "no-files"],
    ["is not known while it is silent", { index: unknown(fault) }, "silent"],
    ["files that nobody built", { index: serving({ filename: "invokeai-5.0.0.zip" }) }, "extra-files"],
    [
      "is not compared while the build does not answer",
      { index: served(1), contents: unknown(fault) },
      "not-compared",
    ],
    [
      "is not compared while the artifacts do not answer",
      { index: serving({ filename: "more.whl" }), artifacts: unknown(fault) },
      "not-compared",
    ],
    [
      "is not compared where the build was not opened",
      { index: served(), contents: refusedBuild },
      "not-compared",
    ],
    [
      "is not compared where nothing was built",
      { index: served(), artifacts: seen([]), contents: seen([]) },
      "not-compared",
    ],
    ["is not compared without digests", { index: undigested }, "not-compared"],
    [
      "other bytes of what was read, though the artifacts are silent",
      { index: otherBytes, artifacts: unknown(fault) },
      "other-bytes",
    ],
  ])("%s", (_, told, holds) => {
    expect(found(told).holds.is).toBe(holds);
  });

  test.each<[PublishCause, boolean]>([
    ["file-name-used", false],
    ["files-refused", false],
    ["credentials-refused", false],
    ["index-down", false],
    ["version-exists", true],
    ["id-token-missing", true],
  ])("and where none is named, whether %s counts as the cause", (cause, counts) => {
    const step = publishFailed(failing({ log: log(cause) }), gate("pypi"), job);
    expect(step).toMatchObject({ is: "stopped", because: { is: "publish-failed" } });
    const told =
      step.is === "stopped" && step.because.is === "publish-failed" ? step.because.found : undefined;
    expect(told?.cause).toBe(counts ? cause : undefined);
    expect(told?.outlook === "unclear").toBe(!counts);
  });

  test("is not asked of a gate without one", () => {
    const step = publishFailed(failing({ contents: unseen }), gate("pypi"), job);
    expect(step).toMatchObject({ is: "stopped", because: { found: { holds: { is: "no-index" } } } });
  });
});

describe("the next version", () => {
  const burnt = { log: log("file-name-used") };

  test("is free on the index and among the tags", () => {
    expect(found(burnt).next).toEqual({ version: "5.0.2", tag: "v5.0.2" });
    expect(found({ ...burnt, tags: seen(["v5.0.0", "v5.0.2", "5.0.3", "latest"]) }).next?.version).toBe(
      "5.0.4",
    );
  });

  test("is proposed where the files have to be built anew, too, and else not", () => {
    expect(found({ log: log("files-refused") }).next?.version).toBe("5.0.2");
    expect(found({ log: log("index-down") })).not.toHaveProperty("next");
  });

  test("is not asked for where the release ends without the gate", () => {
    const optional = { ...pypi, optional: true };
    const step = (gates: readonly Gate[]) => {
      const snapshot = failing({ ...burnt, tags: unseen, configuration: configured({ gates }) });
      return publishFailed(snapshot, optional, job).is;
    };
    expect(step([optional])).toBe("stopped");
    expect(step([optional, gate("docker", { after: ["pypi"] })])).toBe("look");
    expect(step([optional, gate("docker", { after: ["pypi"], optional: true })])).toBe("stopped");
  });

  test("is not proposed while anybody who might have taken it is silent", () => {
    expect(found({ ...burnt, versions: { pypi: unknown(fault) } })).not.toHaveProperty("next");
    expect(found({ ...burnt, tags: unknown(fault) })).not.toHaveProperty("next");
  });
});

describe("what is looked for", () => {
  const looks = (told: Told) => {
    const step = publishFailed(failing(told), pypi, job);
    return step.is === "look" ? step.at : [];
  };

  test("is the log and what was built, then the index, then what is taken", () => {
    const blank = {
      log: unseen,
      index: unseen,
      artifacts: unseen,
      contents: unseen,
      tags: unseen,
      versions: {},
    };
    expect(looks(blank)).toEqual([{ at: "artifacts" }, { at: "contents" }, { at: "jobLog", job: job.id }]);
    const logged = { ...blank, log: log("file-name-used"), artifacts: absent, contents: absent };
    expect(looks(logged)).toEqual([{ at: "index", gate: "pypi" }]);
    expect(looks({ ...logged, index: absent })).toEqual([{ at: "tags" }, { at: "versions", gate: "pypi" }]);
    expect(looks({ ...logged, log: log("index-down"), index: absent })).toEqual([]);
  });

  test.each<[string, Told, boolean]>([
    ["again while the log is not to be had", { log: unknown(fault) }, true],
    ["again while the index is silent", { index: unknown(fault) }, true],
    ["again while the build does not answer", { index: served(), contents: unknown(fault) }, true],
    ["no more where the build can't be opened", { index: served(), contents: refusedBuild }, false],
    ["no more where the log can't be read", { log: seen({ is: "refused", why: "elsewhere" }) }, false],
    ["again while the log may still come", { log: absent, now: (job.completedAt ?? 0) + MINUTE }, true],
    ["no more once there is no log", { log: absent, now: (job.completedAt ?? 0) + DAY }, false],
    ["no more once everything is known", {}, false],
  ])("%s", (_, told, again) => {
    const snapshot = failing(told);
    const step = publishFailed(snapshot, pypi, job);
    const next = nextLook([{ name: "publish pypi", optional: false, step }], [], snapshot.now);
    expect(next).toBe(again ? snapshot.now + 5 * MINUTE : undefined);
  });

  test.each<[string, Fact<JobLog>, Pick<PublishFailure, "log" | "logDetail">]>([
    ["that nobody hands over: who", unknown(fault), { log: "silent", logDetail: "pypi: answered 503" }],
    [
      "why it can't be read",
      seen({ is: "refused", why: "elsewhere" }),
      { log: "refused", logDetail: "elsewhere" },
    ],
    ["whose end was not read", seen({ is: "read", lines: [], whole: false }), { log: "cut" }],
  ])("tells of a log %s", (_, jobLog, told) => {
    expect(found({ log: jobLog })).toMatchObject(told);
  });

  test("is no log of a job that was cancelled before it began", () => {
    const cancelled = { ...job, conclusion: "cancelled" };
    const now = (job.completedAt ?? 0) + MINUTE;
    expect(publishFailed(failing({ log: absent, now }), pypi, cancelled)).toMatchObject({
      because: { found: { log: "gone", outlook: "unclear" } },
    });
  });
});
