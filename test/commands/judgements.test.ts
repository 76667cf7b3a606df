import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { actionText } from "../../src/release/action.ts";
import type { Answered, Refusal } from "../../src/release/answer.ts";
import { memoryOf } from "../../src/release/attempt.ts";
import { DEFAULT_RELEASE, type Gate } from "../../src/release/configuration.ts";
import { absent, given, seen, unknown } from "../../src/release/fact.ts";
import { DAY, HOUR, MINUTE } from "../../src/release/instant.ts";
import type { PublishCause } from "../../src/release/publish-cause.ts";
import type { Comment, Job, Person, Snapshot } from "../../src/release/snapshot.ts";
import {
  announcing,
  artifacts,
  atTheGates,
  BOARD,
  board,
  COMMIT,
  comment,
  configured,
  deployment,
  environment,
  GATED,
  gate,
  githubRelease,
  greenChecks,
  memory,
  pendingGate,
  people,
  published,
  publishJob,
  RUN,
  released,
  run,
  START,
  served,
  serving,
  smokeTested,
  snapshot,
} from "../release/snapshot-builder.ts";

const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;
const held = seen(
  board({ memory: memory({ holds: [{ by: "ebr", comment: 5, at: GATED, reason: "icon" }] }) }),
);

type Saying = { readonly in: Snapshot; readonly by?: Person; readonly overrides?: Partial<Comment> };

/** What becomes of the last line of a new comment. */
function answerTo(body: string, saying: Saying): Answered | undefined {
  const earlier = saying.in.comments.is === "seen" ? saying.in.comments.value : [];
  const one = comment(9_000_000_000, saying.by ?? people.lstein, body, saying.overrides);
  const { answers } = plan({ ...saying.in, comments: seen([...earlier, one]) });
  return answers.filter(({ said }) => said.comment === one).at(-1);
}

function refusal(body: string, saying: Saying): Refusal | undefined {
  const answer = answerTo(body, saying)?.answer;
  return answer?.is === "refused" ? answer.because : undefined;
}

const gates = atTheGates({ comments: seen(smokeTested) });
const claimed = { claimed: true };

describe("/approve", () => {
  it("counts at a gate that waits, with everything before it done", () => {
    expect(answerTo("/approve pypi", { in: gates })?.answer).toEqual({ is: "accepted" });
    expect(answerTo(`/approve pypi ${COMMIT.slice(0, 9)}`, { in: gates })?.answer).toEqual({
      is: "accepted",
    });
  });

  it.each<[string, string, Saying, Refusal["is"]]>([
    ["by a triager", "/approve pypi", { in: gates, by: people.ebr }, "no-right"],
    ["by a stranger", "/approve pypi", { in: gates, by: people.stranger }, "no-right"],
    ["edited", "/approve pypi", { in: gates, overrides: { edited: true } }, "edited"],
    ["without a gate", "/approve", { in: gates }, "wrong-words"],
    ["with a flag", `/approve pypi ${COMMIT.slice(0, 7)} --force`, { in: gates }, "wrong-words"],
    ["with a flag for a commit", "/approve pypi --force", { in: gates }, "wrong-commit"],
    ["of a gate in other letters", "/approve PyPI", { in: gates }, "unknown-gate"],
    ["of a gate with a dotless i", "/approve pyp\u0131", { in: gates }, "unknown-gate"],
    ["of a gate with a full stop", "/approve pypi.", { in: gates }, "unknown-gate"],
    ["of a person", "/approve @lstein", { in: gates }, "unknown-gate"],
    ["of empty quotes", '/approve ""', { in: gates }, "unknown-gate"],
    ["of an encoded name", "/approve pypi%20", { in: gates }, "unknown-gate"],
    ["of ten thousand characters", `/approve ${"p".repeat(3_000)}`, { in: gates }, "unknown-gate"],
    ["of every gate", "/approve all", { in: gates }, "unknown-gate"],
    ["of another commit", "/approve pypi 0123456", { in: gates }, "wrong-commit"],
    ["too early", "/approve pypi", { in: gates, overrides: { createdAt: GATED } }, "too-early"],
    ["beside a hold", "/approve pypi\n/approve testpypi\n/hold", { in: gates }, "contradicted"],
    ["while held", "/approve pypi", { in: { ...gates, board: held } }, "held"],
    ["before the gate is reached", "/approve pypi", { in: snapshot() }, "gate-not-waiting"],
    ["before people have tested", "/approve pypi", { in: atTheGates() }, "phase-not-done"],
    ["of a gate that is open", "/approve pypi", { in: published(served()) }, "already-open"],
    [
      "where only a click opens",
      "/approve pypi",
      { in: { ...gates, environments: seen([environment("pypi", { rule: false })]) } },
      "own-click",
    ],
    [
      "of the run of an old commit",
      "/approve pypi",
      { in: { ...gates, tag: seen({ object: "b", commit: "c".repeat(40) }) } },
      "gate-not-waiting",
    ],
    ["once the tag is gone", "/approve pypi", { in: { ...gates, tag: absent } }, "gate-not-waiting"],
  ])("is refused %s", (_name, body, saying, because) => {
    const earlier = saying.in.comments.is === "seen" ? saying.in.comments.value : [];
    const one = comment(9_000_000_000, saying.by ?? people.lstein, body, saying.overrides);
    const first = plan({ ...saying.in, comments: seen([...earlier, one]) });
    const answered = first.answers.find(({ said }) => said.command === "approve");
    expect(answered?.answer).toMatchObject({ is: "refused", because: { is: because } });
  });

  it("is refused to the one who started the run, where that is configured", () => {
    const strict = {
      ...gates,
      configuration: configured({ gates: [gate("pypi", { selfApproval: false })] }),
    };
    expect(refusal("/approve pypi", { in: strict })).toEqual({ is: "self-approval", gate: "pypi" });
    expect(answerTo("/approve pypi", { in: strict, by: people.hipsterusername })?.answer.is).toBe("accepted");
  });

  it("is refused to whoever had the app run the run again, and to all where nothing tells who that was", () => {
    const strict = {
      ...gates,
      configuration: configured({ gates: [gate("pypi", { selfApproval: false })] }),
    };
    const app = { id: 9, login: "release-conductor[bot]" };
    const again = { ...strict, runs: seen([run({ status: "waiting", attempt: 2, triggeredBy: app })]) };
    const at = {
      ...again,
      jobs: seen((given(gates.jobs) ?? []).map((job) => ({ ...job, runAttempt: 2 }))),
      reruns: [{ run: RUN, runAttempt: 2, by: people.hipsterusername.id }],
    };
    const by = people.hipsterusername;
    expect(refusal("/approve pypi", { in: at, by })).toEqual({ is: "self-approval", gate: "pypi" });
    const earlier = { ...at, reruns: [{ run: RUN, runAttempt: 1, by: by.id }] };
    expect(refusal("/approve pypi", { in: earlier, by })).toEqual({
      ...{ is: "self-approval", gate: "pypi" },
      starterUnknown: true,
    });
    const another = { ...at, reruns: [{ run: RUN, runAttempt: 2, by: people.ebr.id }] };
    expect(answerTo("/approve pypi", { in: another, by })?.answer.is).toBe("accepted");
  });

  it("is refused after a change of the configuration, and counts when said again after it", () => {
    const changed = {
      ...gates,
      board: seen(
        board({
          memory: memory({
            configuration: { blob: "0f09c0b245d3e8a1b7c6f5049382716a5b4c3d2e", since: GATED + HOUR },
          }),
        }),
      ),
    };
    expect(refusal("/approve pypi", { in: changed })?.is).toBe("configuration-changed");
    const later = { createdAt: GATED + HOUR + MINUTE };
    expect(answerTo("/approve pypi", { in: changed, overrides: later })?.answer.is).toBe("accepted");
  });

  it("stands through a hold once it was claimed", () => {
    expect(answerTo("/approve pypi", { in: { ...gates, board: held }, overrides: claimed })?.answer.is).toBe(
      "accepted",
    );
  });

  it("is done when its gate has opened, and only then", () => {
    expect(answerTo("/approve pypi", { in: published(served()), overrides: claimed })?.answer.is).toBe(
      "done",
    );
    expect(answerTo("/approve pypi", { in: gates, overrides: claimed })?.answer.is).toBe("accepted");
  });

  it.each([
    "tag",
    "runs",
    "jobs",
    "deployments",
    "pending",
    "environments",
    "artifacts",
    "contents",
    "versionFile",
  ] as const)("is neither refused nor done while %s can't be seen", (sight) => {
    for (const overrides of [{}, claimed]) {
      const blind = { ...gates, [sight]: unknown(fault) };
      expect(answerTo("/approve pypi", { in: blind, overrides })?.answer).toEqual({ is: "looking", at: [] });
    }
  });

  it("is not refused because an index does not answer", () => {
    const silent = { ...gates, index: { testpypi: absent, pypi: unknown(fault) } };
    expect(answerTo("/approve pypi", { in: silent })?.answer).toEqual({ is: "looking", at: [] });
  });
});

describe("/reject", () => {
  it("closes the gate with its reason, in the name of who said it", () => {
    expect(answerTo("/reject pypi no front end", { in: gates })?.effect).toEqual({
      do: "close-gate",
      environment: "pypi",
      run: RUN,
      because: {
        is: "rejected",
        by: "lstein",
        comment: 9_000_000_000,
        runAttempt: 1,
        reason: "no front end",
      },
    });
  });

  it.each<[string, string, Saying, Refusal["is"]]>([
    ["without a gate", "/reject", { in: gates }, "wrong-words"],
    ["of an unknown gate", "/reject PyPI", { in: gates }, "unknown-gate"],
    ["by a triager", "/reject pypi", { in: gates, by: people.ebr }, "no-right"],
    ["where nothing waits", "/reject pypi", { in: published(served()) }, "gate-not-waiting"],
    ["without a run", "/reject pypi", { in: { ...gates, runs: seen([]) } }, "gate-not-waiting"],
    [
      "where only a click closes",
      "/reject pypi",
      { in: { ...gates, environments: seen([environment("pypi", { rule: false })]) } },
      "own-click",
    ],
    [
      "said before this attempt of the run",
      "/reject pypi",
      { in: gates, overrides: { createdAt: START - 1 } },
      "superseded",
    ],
  ])("is refused %s", (_name, body, saying, because) => {
    expect(refusal(body, saying)?.is).toBe(because);
  });

  it("is done once its gate waits no more, and never acts again in a later attempt", () => {
    const shut = { ...gates, pending: seen([]), jobs: seen([publishJob("pypi", "failed")]) };
    expect(answerTo("/reject pypi", { in: shut, overrides: claimed })?.answer.is).toBe("done");
    const later = { claimed: true, createdAt: START - 1 };
    expect(answerTo("/reject pypi", { in: gates, overrides: later })).toMatchObject({
      answer: { is: "done" },
    });
  });

  it("is refused when somebody opened the gate before it was shut", () => {
    const late = { in: { ...published(served()), reviews: seen([]) }, overrides: claimed };
    expect(refusal("/reject pypi", late)).toMatchObject({ is: "gate-not-waiting" });
  });

  it.each(["tag", "runs", "jobs", "deployments", "pending", "environments", "reviews"] as const)(
    "waits while %s can't be seen",
    (sight) => {
      const blind = { ...gates, [sight]: unknown(fault) };
      expect(answerTo("/reject pypi", { in: blind, overrides: claimed })?.answer).toEqual({
        is: "looking",
        at: [],
      });
    },
  );
});

describe("/hold and /unhold", () => {
  it("remember on the board", () => {
    expect(answerTo("/hold the icon", { in: gates, by: people.ebr })?.effect).toEqual({
      do: "remember",
      board: BOARD,
      change: {
        to: "hold",
        hold: { by: "ebr", comment: 9_000_000_000, at: GATED + 30 * MINUTE, reason: "the icon" },
      },
    });
    expect(answerTo("/unhold", { in: { ...gates, board: held } })?.effect).toEqual({
      do: "remember",
      board: BOARD,
      change: { to: "unhold", until: GATED + 30 * MINUTE },
    });
  });

  it("keep the beginning of a long reason", () => {
    const effect = answerTo(`/hold ${"word ".repeat(100)}`, { in: gates, by: people.ebr })?.effect;
    expect(effect).toMatchObject({
      change: { hold: { reason: `${"word ".repeat(39)}word…` } },
    });
  });

  it("are done once a newer hold of the same person stands", () => {
    const newer = { by: "ebr", comment: 9_000_000_001, at: GATED + 40 * MINUTE };
    const replaced = seen(board({ memory: memory({ holds: [newer] }) }));
    expect(answerTo("/hold", { in: { ...gates, board: replaced }, by: people.ebr })?.answer.is).toBe("done");
  });

  it("are done once remembered", () => {
    const mine = seen(
      board({ memory: memory({ holds: [{ by: "ebr", comment: 9_000_000_000, at: GATED }] }) }),
    );
    expect(answerTo("/hold", { in: { ...gates, board: mine }, by: people.ebr })?.answer.is).toBe("done");
    expect(answerTo("/unhold", { in: gates, overrides: claimed })?.answer.is).toBe("done");
  });

  it("are refused to strangers, to triagers who would lift one, and where nothing is held", () => {
    expect(refusal("/hold", { in: gates, by: people.stranger })?.is).toBe("no-right");
    expect(refusal("/unhold", { in: { ...gates, board: held }, by: people.ebr })?.is).toBe("no-right");
    expect(refusal("/unhold", { in: gates })?.is).toBe("nothing-held");
  });

  it("do not lift a hold that was said later", () => {
    expect(
      refusal("/unhold", { in: { ...gates, board: held }, overrides: { createdAt: GATED - 1 } })?.is,
    ).toBe("nothing-held");
  });
});

describe("/retry and /cancel", () => {
  const failedJobs = [
    ...greenChecks.slice(1),
    { ...greenChecks[0], conclusion: "failure" },
  ] as typeof greenChecks;
  const ended = snapshot({
    runs: seen([run({ status: "completed", conclusion: "failure" })]),
    jobs: seen(failedJobs),
  });

  it("act on the run and attempt in which they were said", () => {
    expect(answerTo("/retry", { in: ended })?.effect).toEqual({
      do: "rerun-failed-jobs",
      run: RUN,
      runAttempt: 1,
      by: people.lstein.id,
    });
    expect(answerTo("/cancel", { in: snapshot() })?.effect).toEqual({
      do: "cancel-run",
      run: RUN,
      runAttempt: 1,
    });
  });

  it("are refused where they have nothing to do", () => {
    expect(refusal("/retry", { in: gates })?.is).toBe("nothing-failed");
    expect(refusal("/retry", { in: { ...ended, runs: seen([run()]) } })?.is).toBe("still-running");
    expect(refusal("/retry", { in: { ...ended, runs: seen([]) } })?.is).toBe("nothing-failed");
    expect(refusal("/retry", { in: { ...ended, board: held } })?.is).toBe("held");
    const old = run({ status: "completed", conclusion: "failure", createdAt: ended.now - 31 * DAY });
    expect(refusal("/retry", { in: { ...ended, runs: seen([old]) } })?.is).toBe("run-too-old");
    expect(refusal("/cancel", { in: ended })?.is).toBe("not-running");
    expect(refusal("/cancel", { in: ended, by: people.ebr })?.is).toBe("no-right");
  });

  it("are not asked for a fourth time, once GitHub has refused them three times", () => {
    const effect = answerTo("/retry", { in: ended })?.effect;
    const three = { ...ended, refused: [effect === undefined ? "" : actionText(effect)] };
    for (const overrides of [{}, claimed]) {
      expect(answerTo("/retry", { in: three, overrides })).toMatchObject({
        answer: { is: "refused", because: { is: "refused-thrice", action: "rerun-failed-jobs" } },
      });
    }
    expect(answerTo("/retry", { in: { ...three, refused: [] } })?.effect).toEqual(effect);
    expect(refusal("/retry", { in: three })).toHaveProperty("url", run().url);
  });

  it("wait for the end of a hold, where they were taken up before it", () => {
    const { answer, effect } =
      answerTo("/retry", { in: { ...ended, board: held }, overrides: claimed }) ?? {};
    expect({ answer, effect }).toEqual({ answer: { is: "accepted" }, effect: undefined });
  });

  describe("/retry of a publication that failed", () => {
    const job = publishJob("pypi", "failed");
    const failing = (cause: PublishCause, overrides: Partial<Snapshot> = {}) =>
      atTheGates({
        runs: seen([run({ status: "completed", conclusion: "failure" })]),
        jobs: seen([...greenChecks, job]),
        deployments: seen([deployment("pypi")]),
        pending: seen([]),
        jobLogs: { [job.id]: seen({ is: "read", lines: [], whole: true, cause }) },
        versions: { testpypi: seen([]), pypi: seen([]) },
        ...overrides,
      });

    it("is refused where it can only fail again, with what to go on with", () => {
      expect(refusal("/retry", { in: failing("file-name-used") })).toEqual({
        is: "retry-in-vain",
        gate: "pypi",
        why: "file-name-used",
        way: "next-version",
        next: { version: "5.0.1", tag: "v5.0.1" },
      });
      expect(refusal("/retry", { in: failing("id-token-missing") })).toEqual({
        is: "retry-in-vain",
        gate: "pypi",
        why: "id-token-missing",
        way: "rebuild",
      });
    });

    it("is refused for the bytes that are there, and not for what the log says", () => {
      const index = { testpypi: absent, pypi: serving({ sha256: "f".repeat(64) }) };
      expect(refusal("/retry", { in: failing("index-down", { index }) })).toMatchObject({
        why: "other-bytes",
        way: "next-version",
      });
    });

    it("is refused at an optional gate without another version, unless a needed one waits for it or is burnt, too", () => {
      const testpypi = publishJob("testpypi", "failed");
      const pypi = gate("pypi", { index: "pypi", packages: ["invokeai"] });
      const failingAt = (jobs: readonly Job[], gates: readonly Gate[]) =>
        failing("file-name-used", {
          configuration: configured({
            gates: [gate("testpypi", { index: "testpypi", optional: true }), ...gates],
          }),
          jobs: seen([...greenChecks, ...jobs]),
          deployments: seen([deployment("testpypi"), deployment("pypi")]),
          jobLogs: Object.fromEntries(
            jobs.map(({ id }) => [id, seen({ is: "read", lines: [], whole: true, cause: "file-name-used" })]),
          ),
        });
      const why = "file-name-used";
      expect(refusal("/retry", { in: failingAt([testpypi], [pypi]) })).toEqual({
        is: "retry-in-vain",
        gate: "testpypi",
        why,
        way: "without",
      });
      expect(
        refusal("/retry", { in: failingAt([testpypi], [{ ...pypi, after: ["testpypi"] }]) }),
      ).toMatchObject({ gate: "testpypi", way: "next-version", next: { version: "5.0.1" } });
      expect(refusal("/retry", { in: failingAt([testpypi, job], [pypi]) })).toMatchObject({
        gate: "pypi",
        way: "next-version",
      });
    });

    it("is done where it can help, or where nobody can tell", () => {
      for (const cause of ["index-down", "publisher-unknown", "attestation-refused"] as const) {
        expect(answerTo("/retry", { in: failing(cause) })?.effect?.do).toBe("rerun-failed-jobs");
      }
      const silent = failing("file-name-used", { jobLogs: { [job.id]: unknown(fault) } });
      expect(answerTo("/retry", { in: silent })?.effect?.do).toBe("rerun-failed-jobs");
    });

    it("is done for the other jobs that failed", () => {
      const both = failing("file-name-used", { jobs: seen([...failedJobs, job]) });
      expect(answerTo("/retry", { in: both })?.effect?.do).toBe("rerun-failed-jobs");
    });

    it("that is under way is not called back", () => {
      const saying = { in: failing("file-name-used"), overrides: claimed };
      expect(answerTo("/retry", saying)?.effect?.do).toBe("rerun-failed-jobs");
    });

    it("waits until its log was looked at", () => {
      const answer = answerTo("/retry", { in: failing("file-name-used", { jobLogs: {} }) })?.answer;
      expect(answer).toEqual({ is: "looking", at: [] });
    });
  });

  it("are about the attempt before when said before this one began, and do nothing to it", () => {
    const again = {
      in: { ...ended, runs: seen([run({ status: "completed", attempt: 2, startedAt: GATED + 2 * HOUR })]) },
    };
    const going = { in: snapshot({ runs: seen([run({ attempt: 2, startedAt: GATED + 2 * HOUR })]) }) };
    for (const [body, saying] of [
      ["/retry", again],
      ["/cancel", going],
    ] as const) {
      expect(refusal(body, saying)?.is).toBe("superseded");
      expect(answerTo(body, { ...saying, overrides: claimed })).toMatchObject({ answer: { is: "done" } });
      expect(answerTo(body, { ...saying, overrides: claimed })?.effect).toBeUndefined();
    }
  });

  it("are done when their effect shows", () => {
    const since = run({ attempt: 2, startedAt: GATED + 30 * MINUTE });
    expect(answerTo("/retry", { in: { ...ended, runs: seen([since]) }, overrides: claimed })?.answer.is).toBe(
      "done",
    );
    expect(answerTo("/cancel", { in: ended, overrides: claimed })?.answer.is).toBe("done");
  });

  it.each(["tag", "runs", "jobs", "deployments", "pending"] as const)(
    "wait while %s can't be seen",
    (sight) => {
      for (const body of sight === "jobs" ? ["/retry"] : ["/retry", "/cancel"]) {
        const blind = { ...ended, [sight]: unknown(fault) };
        expect(answerTo(body, { in: blind, overrides: claimed })?.answer).toEqual({ is: "looking", at: [] });
      }
    },
  );
});

describe("/publish", () => {
  const drafted = published(served(), { githubReleases: seen([githubRelease()]) });

  it("publishes the draft once everything is verified, bound to the attempt", () => {
    expect(answerTo("/publish", { in: drafted, by: people.hipsterusername })?.effect).toEqual({
      do: "publish-release",
      release: 177_000_001,
      tag: "v5.0.0",
      attempt: expect.stringContaining(`/${COMMIT}/${RUN}`),
      prerelease: false,
      latest: true,
      by: people.hipsterusername.id,
    });
  });

  it("opens the discussion that is configured", () => {
    const told = {
      ...drafted,
      configuration: configured({
        release: {
          ...DEFAULT_RELEASE,
          prerelease: "always",
          discussion: "News",
        },
      }),
    };
    expect(answerTo("/publish", { in: told })?.effect).toMatchObject({
      discussion: "News",
      prerelease: true,
      latest: false,
    });
  });

  it.each<[string, string, Saying, Refusal["is"]]>([
    ["by a triager", "/publish", { in: drafted, by: people.ebr }, "no-right"],
    ["while held", "/publish", { in: { ...drafted, board: held } }, "held"],
    [
      "while held, also when claimed before",
      "/publish",
      { in: { ...drafted, board: held }, overrides: claimed },
      "held",
    ],
    ["beside a hold", "/publish\n/hold", { in: drafted }, "contradicted"],
    [
      "before the index serves it",
      "/publish",
      { in: published(absent, { githubReleases: seen([githubRelease()]) }) },
      "not-drafted",
    ],
    ["before the gate", "/publish", { in: gates }, "not-drafted"],
    ["when a person was faster", "/publish", { in: released() }, "already-published"],
    [
      "with the claim of an attempt before",
      "/publish",
      { in: drafted, overrides: { claimed: true, createdAt: START - 1 } },
      "superseded",
    ],
    [
      "while an asset differs",
      "/publish",
      {
        in: {
          ...drafted,
          githubReleases: seen([
            githubRelease({
              assets: [
                {
                  id: 1,
                  name: "InvokeAI-installer-v5.0.0.zip",
                  size: 1,
                  uploaded: true,
                  digest: "sha256:00",
                  byApp: false,
                },
              ],
            }),
          ]),
        },
      },
      "not-drafted",
    ],
  ])("is refused %s", (_name, body, saying, because) => {
    const earlier = saying.in.comments.is === "seen" ? saying.in.comments.value : [];
    const one = comment(9_000_000_000, saying.by ?? people.lstein, body, saying.overrides);
    const { answers, due } = plan({ ...saying.in, comments: seen([...earlier, one]) });
    expect(
      answers.find(({ said }) => said.command === "publish" && said.comment === one)?.answer,
    ).toMatchObject({ is: "refused", because: { is: because } });
    expect(due.map((action) => action.do)).not.toContain("publish-release");
  });

  it("names what is missing", () => {
    const early = published(absent, { githubReleases: seen([githubRelease()]) });
    expect(refusal("/publish", { in: early })).toEqual({ is: "not-drafted", waitsFor: "verify pypi" });
  });

  it("never publishes an early draft before the index serves it", () => {
    const early = configured({
      assets: [],
      release: { ...DEFAULT_RELEASE, draft: "early" },
    });
    const githubReleases = seen([githubRelease({ assets: [] })]);
    for (const at of [snapshot(), gates, published(absent)]) {
      const drafted = { ...at, configuration: early, githubReleases };
      expect(refusal("/publish", { in: drafted })?.is).toBe("not-drafted");
    }
    const served2 = { ...published(served()), configuration: early, githubReleases };
    expect(answerTo("/publish", { in: served2 })?.effect?.do).toBe("publish-release");
  });

  it("is done when it is public", () => {
    expect(
      answerTo("/publish", {
        in: published(served(), { githubReleases: seen([githubRelease({ draft: false })]) }),
        overrides: claimed,
      })?.answer.is,
    ).toBe("done");
  });

  it.each([
    "tag",
    "runs",
    "jobs",
    "deployments",
    "pending",
    "githubReleases",
    "latestRelease",
    "contents",
    "versionFile",
  ] as const)("waits while %s can't be seen", (sight) => {
    const blind = { ...drafted, [sight]: unknown(fault) };
    expect(answerTo("/publish", { in: blind, overrides: claimed })?.answer).toEqual({
      is: "looking",
      at: [],
    });
  });
});

describe("/announce", () => {
  const done = released();

  it("counts on a released board, also for one channel", () => {
    expect(answerTo("/announce", { in: done, overrides: { createdAt: done.now } })?.answer.is).toBe(
      "accepted",
    );
    expect(
      answerTo("/announce ANNOUNCE_DISCORD", { in: done, overrides: { createdAt: done.now } })?.answer.is,
    ).toBe("accepted");
  });

  it("is done by a post meant after it was said", () => {
    expect(answerTo("/announce", { in: done })?.answer.is).toBe("done");
  });

  it("is refused before the release, of unknown channels, and with words too many", () => {
    expect(refusal("/announce", { in: gates })?.is).toBe("not-released-yet");
    expect(refusal("/announce https://evil.example", { in: done })?.is).toBe("unknown-channel");
    expect(refusal("/announce ANNOUNCE_DISCORD now", { in: done })?.is).toBe("wrong-words");
    expect(refusal("/announce", { in: { ...done, configuration: configured({ announce: [] }) } })?.is).toBe(
      "unknown-channel",
    );
    expect(refusal("/announce", { in: done, by: people.ebr })?.is).toBe("no-right");
  });

  it("waits while the GitHub release can't be seen", () => {
    expect(answerTo("/announce", { in: { ...done, githubReleases: unknown(fault) } })?.answer).toEqual({
      is: "looking",
      at: [],
    });
  });

  it("is refused on a closed board where a channel has no address, or one of another kind, once the others have it", () => {
    const [first] = memoryOf(done).announcements;
    const closed = (channels: Snapshot["channels"]): Snapshot => ({
      ...done,
      channels,
      configuration: configured({ announce: [announcing, { ...announcing, variable: "OTHER" }] }),
      board: seen(
        board({
          state: "closed",
          closedByApp: true,
          memory: memory({ announcements: first === undefined ? [] : [first] }),
        }),
      ),
    });
    const other = { is: "wrong-channel", variable: "OTHER", configured: "discord" };
    const { channels } = done;
    expect(refusal("/announce OTHER", { in: closed(channels) })).toEqual(other);
    expect(refusal("/announce", { in: closed(channels) })).toEqual(other);
    const slack = closed({ ...channels, OTHER: "slack" });
    expect(refusal("/announce OTHER", { in: slack })).toEqual({ ...other, kind: "slack" });
    const later = { overrides: { createdAt: done.now } };
    expect(answerTo("/announce", { in: closed(channels), ...later })?.answer.is).toBe("accepted");
    const both = closed({ ...channels, OTHER: "discord" });
    expect(answerTo("/announce OTHER", { in: both })?.answer.is).toBe("accepted");
  });

  it("asks one channel of two", () => {
    const two = {
      ...done,
      configuration: configured({ announce: [announcing, { ...announcing, variable: "OTHER" }] }),
    };
    expect(answerTo("/announce OTHER", { in: two })?.answer.is).toBe("accepted");
  });
});

describe("/tested", () => {
  it.each([
    ["/tested linux", "done"],
    ["/tested linux ok", "done"],
    ["/tested windows fail the window stays black", "done"],
    ["/tested", "wrong-words"],
    ["/tested linux failed", "wrong-words"],
    ["/tested linux works fine", "wrong-words"],
    ["/tested linux<br> ok", "wrong-words"],
    [`/tested ${"x".repeat(41)} ok`, "wrong-words"],
    ["/tested solaris ok", "unknown-test"],
  ])("%s → %s", (body, outcome) => {
    const answer = answerTo(body, { in: atTheGates(), by: people.stranger })?.answer;
    expect(answer?.is === "refused" ? answer.because.is : answer?.is).toBe(outcome);
  });

  it("is about what the release needs: an optional gate's artifact may be missing", () => {
    const now = (optional: boolean) =>
      atTheGates({
        configuration: configured({
          gates: [gate("testpypi", { artifacts: ["preview"], optional }), gate("pypi", { index: "pypi" })],
        }),
      });
    expect(answerTo("/tested linux", { in: now(true) })?.answer.is).toBe("done");
    expect(refusal("/tested linux", { in: now(false) })?.is).toBe("nothing-to-test");
  });
});

describe("/status and /help", () => {
  it("are told to anybody", () => {
    for (const what of ["status", "help"] as const) {
      expect(answerTo(`/${what}`, { in: gates, by: people.stranger })?.answer).toEqual({ is: "told", what });
    }
  });
});

it("a gate's pending list of another run decides nothing", () => {
  const other = atTheGates({
    comments: seen(smokeTested),
    pending: seen([pendingGate("pypi", { run: 7 })]),
    jobs: seen([...greenChecks, publishJob("pypi", "waiting")]),
    deployments: seen([deployment("pypi", { run: 7, job: 7 })]),
    artifacts: seen(artifacts),
  });
  expect(refusal("/approve pypi", { in: other })?.is).toBe("gate-not-waiting");
});
