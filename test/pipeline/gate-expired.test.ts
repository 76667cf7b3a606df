import { describe, expect, it } from "vitest";
import { commandsIn } from "../../src/commands/parse.ts";
import { retry } from "../../src/commands/retry.ts";
import { publish } from "../../src/pipeline/publish.ts";
import { absent, type Fact, seen, unknown } from "../../src/release/fact.ts";
import type { IndexRelease } from "../../src/release/index-release.ts";
import { DAY } from "../../src/release/instant.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { problemText } from "../../src/replies/problem.ts";
import { refusalText } from "../../src/replies/refusal.ts";
import {
  comment,
  configured,
  deployment,
  GATED,
  gate,
  greenChecks,
  people,
  published,
  publishJob,
  run,
  served,
} from "../release/snapshot-builder.ts";

const SILENT = unknown({ kind: "unreachable", whom: "pypi", detail: "no answer" });
const LATER = GATED + 30 * DAY;

/** Gate npm was not opened for thirty days; pypi stands as given. */
function late(
  pypi: Fact<readonly IndexRelease[]>,
  ofPypi: "published" | "failed",
  optional = false,
): Snapshot {
  const gates = [
    gate("pypi", { index: "pypi", packages: ["invokeai"] }),
    gate("npm", { index: "npm", packages: ["invokeai"], optional }),
  ];
  const job = publishJob("npm", "failed");
  return published(pypi, {
    now: LATER + DAY,
    configuration: configured({ gates }),
    runs: seen([run({ status: "completed", conclusion: "failure" })]),
    jobs: seen([...greenChecks, publishJob("pypi", ofPypi), { ...job, completedAt: LATER }]),
    pending: seen([]),
    deployments: seen([deployment("pypi", { state: "success" }), deployment("npm")]),
    index: { pypi, npm: absent },
    tags: seen(["v5.0.0"]),
    versions: { pypi: seen(["5.0.0"]), npm: seen([]) },
  });
}

function atNpm(world: Snapshot): string {
  const npm = gate("npm", { index: "npm", packages: ["invokeai"] });
  const step = publish(npm)(world);
  return step.is === "stopped" ? problemText(step.because, world).remedy : step.is;
}

function toRetry(world: Snapshot): string {
  const [said] = commandsIn(comment(2_400_000_009, people.lstein, "/retry", { createdAt: LATER + 1 }));
  const judged = said && retry.judge(said, { seen: world, phases: [] }, people.lstein);
  return said !== undefined && judged?.answer.is === "refused"
    ? refusalText(judged.answer.because, said)
    : "";
}

describe("a gate that nobody opened within thirty days", () => {
  it.each<[string, Snapshot, RegExp]>([
    [
      "another index has the version",
      late(served(), "published"),
      /Don't build this version anew: `pypi` has files of it/,
    ],
    ["another index has half of it", late(served(1), "failed"), /Don't build this version anew: `pypi`/],
    [
      "its job went well, and the index is silent",
      late(SILENT, "published"),
      /Don't build this version anew: `pypi`/,
    ],
    ["the index is silent", late(SILENT, "failed"), /Look first whether `pypi` has files of this version/],
    ["nothing is out", late(absent, "failed"), /\. Delete the tag with `git push --delete origin v5\.0\.0`/],
  ])("is brought back as far as the indexes take it: %s", (_, world, way) => {
    expect(atNpm(world)).toMatch(way);
    expect(toRetry(world)).toMatch(way);
    expect(atNpm(world).includes("git push")).toBe(!way.source.startsWith("Don't"));
    expect(toRetry(world).includes("git push")).toBe(!way.source.startsWith("Don't"));
  });

  it("names the version to go on with, and the way to end without the gate", () => {
    expect(atNpm(late(served(), "published"))).toMatch(/Go on with `5\.0\.1`.*`optional: true` under it/);
  });

  it("is nobody's concern where it is optional", () => {
    const world = late(served(), "published", true);
    expect(atNpm(world)).toMatch(/^Gate `npm` is optional: .* There is nothing to do\.$/);
    expect(toRetry(world)).toMatch(
      /Gate `npm` is optional: the release goes on without it\. There is nothing to do\.$/,
    );
    expect(atNpm(world) + toRetry(world)).not.toContain("git push");
  });

  it("is looked at on every index before anything is said", () => {
    const world = { ...late(served(), "published"), index: {} };
    expect(atNpm(world)).toBe("look");
    expect(toRetry(world)).toBe("");
  });
});
