import { describe, expect, it } from "vitest";
import { seen } from "../../src/release/fact.ts";
import { currentJobs, defaultGate, gateNamed, gateState, gatesOf, jobsOf } from "../../src/release/gate.ts";
import { HOUR, MINUTE } from "../../src/release/instant.ts";
import type { Job } from "../../src/release/snapshot.ts";
import {
  atTheGates,
  configured,
  deployment,
  GATED,
  greenChecks,
  job,
  pendingGate,
  publishJob,
  run,
  snapshot,
} from "./snapshot-builder.ts";

const AGAIN = GATED + 3 * HOUR;
const rerun = run({ attempt: 2, startedAt: AGAIN, status: "waiting" });

/** A job of the second attempt under a new id. */
function again(one: Job, overrides: Partial<Job> = {}): Job {
  return { ...one, id: one.id + 500, runAttempt: 2, ...overrides };
}

describe("where a gate stands", () => {
  it("is waiting while GitHub lists it as pending, since its first job came there", () => {
    expect(gateState(atTheGates(), "pypi")).toEqual({ is: "waiting", since: GATED });
  });

  it("has no beginning while GitHub has stamped none", () => {
    const unstamped = atTheGates({ deployments: seen([deployment("testpypi")]) });
    expect(gateState(unstamped, "pypi")).toEqual({ is: "waiting" });
  });

  it("goes by names without regard to case, as GitHub does", () => {
    const written = atTheGates({
      pending: seen([pendingGate("PyPI")]),
      deployments: seen([{ ...deployment("pypi"), environment: "PYPI" }]),
    });
    expect(gateState(written, "pypi")).toEqual({ is: "waiting", since: GATED });
  });

  it("is not reached without a run, and without a job at the environment", () => {
    expect(gateState(snapshot({ runs: seen([]) }), "pypi").is).toBe("not-reached");
    expect(gateState(snapshot(), "pypi").is).toBe("not-reached");
  });

  it.each([
    ["publishing", "open"],
    ["published", "published"],
    ["failed", "failed"],
  ] as const)("is, with its job %s and no longer pending, %s", (stage, state) => {
    const opened = atTheGates({
      jobs: seen([...greenChecks, publishJob("pypi", stage)]),
      pending: seen([pendingGate("testpypi")]),
    });
    expect(gateState(opened, "pypi").is).toBe(state);
  });

  it("is not open because another run's gate of that name is gone", () => {
    const other = atTheGates({ pending: seen([pendingGate("pypi", { run: 1 }), pendingGate("pypi")]) });
    expect(gateState(other, "pypi").is).toBe("waiting");
    const onlyOther = snapshot({ pending: seen([pendingGate("pypi", { run: 1 })]) });
    expect(gateState(onlyOther, "pypi").is).toBe("not-reached");
  });

  it("waits since the first of several matrix jobs, and is published by all of them", () => {
    const [first, second] = [
      publishJob("pypi", "published"),
      { ...publishJob("pypi", "published"), id: 9, name: "publish-pypi (arm)" },
    ];
    const both = {
      deployments: seen([
        deployment("pypi"),
        deployment("pypi", { id: 2, job: 9, createdAt: GATED + MINUTE }),
      ]),
    };
    const waiting = atTheGates({ ...both, jobs: seen([first, { ...second, status: "waiting" }]) });
    expect(gateState(waiting, "pypi")).toEqual({ is: "waiting", since: GATED });
    const done = atTheGates({ ...both, jobs: seen([first, second]), pending: seen([]) });
    expect(gateState(done, "pypi")).toMatchObject({ is: "published", jobs: [first, second] });
    const half = atTheGates({
      ...both,
      jobs: seen([first, { ...second, status: "queued" }]),
      pending: seen([]),
    });
    expect(gateState(half, "pypi").is).toBe("open");
    const bad = atTheGates({
      ...both,
      jobs: seen([first, { ...second, conclusion: "cancelled" }]),
      pending: seen([]),
    });
    expect(gateState(bad, "pypi")).toMatchObject({ is: "failed", job: { id: 9 } });
  });
});

describe("after a re-run", () => {
  const before = [...greenChecks, publishJob("testpypi", "published"), publishJob("pypi", "failed")];
  const reached = [deployment("testpypi"), deployment("pypi")];

  it("keeps a gate published whose job was carried over under a new id", () => {
    const carried = atTheGates({
      runs: seen([rerun]),
      jobs: seen([...before, again(publishJob("testpypi", "published"))]),
      pending: seen([]),
      deployments: seen(reached),
    });
    expect(gateState(carried, "testpypi").is).toBe("published");
    expect(gateState(carried, "pypi").is).toBe("not-reached");
  });

  it("is not open before the job of the new attempt has come to its environment", () => {
    const queued = atTheGates({
      runs: seen([rerun]),
      jobs: seen([...before, again(publishJob("pypi", "waiting"), { status: "queued" })]),
      pending: seen([]),
      deployments: seen(reached),
    });
    expect(gateState(queued, "pypi").is).toBe("not-reached");
  });

  it("waits since the job of the new attempt came there", () => {
    const waiting = again(publishJob("pypi", "waiting"), { createdAt: AGAIN });
    const gated = atTheGates({
      runs: seen([rerun]),
      jobs: seen([...before, waiting]),
      pending: seen([pendingGate("pypi")]),
      deployments: seen([...reached, deployment("pypi", { id: 77, job: waiting.id, createdAt: AGAIN })]),
    });
    expect(gateState(gated, "pypi")).toEqual({ is: "waiting", since: AGAIN });
  });

  it("is not reached, and did not fail, when the job was skipped this time", () => {
    const skipped = atTheGates({
      runs: seen([{ ...rerun, status: "completed", conclusion: "failure" }]),
      jobs: seen([...before, again(publishJob("pypi", "failed"), { conclusion: "skipped" })]),
      pending: seen([]),
      deployments: seen(reached),
    });
    expect(gateState(skipped, "pypi").is).toBe("not-reached");
  });

  it("counts only the newest attempt's jobs as current", () => {
    const all = atTheGates({ runs: seen([rerun]), jobs: seen([job("a"), job("b", { runAttempt: 2 })]) });
    expect(currentJobs(all).map(({ name }) => name)).toEqual(["b"]);
  });
});

describe("the gates of a release", () => {
  it("are the configured ones, found by their exact name", () => {
    expect(gatesOf(snapshot()).map(({ name }) => name)).toEqual(["testpypi", "pypi"]);
    expect(gateNamed(snapshot(), "pypi")?.name).toBe("pypi");
    for (const typed of ["PyPI", "pyp\u0131", "pypi.", "", "constructor"]) {
      expect(gateNamed(snapshot(), typed)).toBeUndefined();
    }
  });

  it("are the environments that the run came to, where none is configured", () => {
    const { gates: _, ...rest } = (() => {
      const file = configured();
      return file.is === "seen" && file.value.is === "valid" ? file.value.configuration : undefined;
    })() ?? { gates: [] };
    const found = atTheGates({
      configuration: seen({ is: "valid", blob: "b", configuration: rest as never }),
      deployments: seen([deployment("pypi"), deployment("docs", { run: 1 })]),
      pending: seen([pendingGate("pypi"), pendingGate("testpypi")]),
    });
    expect(gatesOf(found)).toEqual([defaultGate("pypi"), defaultGate("testpypi")]);
  });

  it("have the index of their name, where there is one, and want one approval", () => {
    expect(defaultGate("PyPI")).toMatchObject({ name: "PyPI", index: "pypi", approvals: 1, optional: false });
    expect(defaultGate("production").index).toBeUndefined();
  });

  it("have the jobs that deployments name, and no others", () => {
    const decoy = publishJob("pypi-docs", "published");
    const there = atTheGates({ jobs: seen([publishJob("pypi", "waiting"), decoy]) });
    expect(jobsOf(there, "pypi").map(({ name }) => name)).toEqual(["publish-pypi"]);
  });
});
