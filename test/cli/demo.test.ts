import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../../src/cli/demo/invariants.ts";
import { type DemoCommandOptions, runDemo } from "../../src/cli/demo/run.ts";
import type { Summary } from "../../src/cli/demo/summary.ts";
import { inDemoWorld } from "../../src/cli/demo/world.ts";
import { projectPast } from "../../src/sandbox/scenes/past.ts";
import { range, straight } from "./range.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "demo-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function demo(options: Partial<DemoCommandOptions> = {}) {
  const out = path.join(folder, "out");
  const printed = { output: "", errors: "" };
  const writing = (where: keyof typeof printed) => ({
    write: (text: string) => {
      printed[where] += text;
    },
  });
  const code = await runDemo({ out, ...options }, writing("output"), writing("errors"));
  return { code, ...printed, out };
}

const save = async (name: string, data: unknown) => {
  const file = path.join(folder, name);
  await writeFile(file, typeof data === "string" ? data : JSON.stringify(data));
  return file;
};

describe("the demo", () => {
  it("conducts a release from a wrong tag to the announcement, in the order of its story", async () => {
    const { code, output, errors, out } = await demo();
    expect([code, errors]).toEqual([0, ""]);
    const story = [
      /psychedelicious +pushes the tag `v5\.0\.0` at \w{7}, where the code says `__version__ = "4\.2\.9"`/,
      /the app +opens the board, issue #\d+ “Release v5\.0\.0”: Stopped at version/,
      /GitHub +a job waits at the gate `pypi` and asks the app/,
      /psychedelicious +sets the version to `5\.0\.0` in \w{7} and moves `v5\.0\.0` there/,
      /the app +closes the gate `pypi` of the earlier run: “Superseded/,
      /GitHub +the job `python-tests \/ py3\.11: windows-cpu` has failed/,
      /the app +has GitHub run the failed jobs again/,
      /the app +😕 refuses passerby's `\/approve pypi`/,
      /the app +opens the gate `testpypi`: “Approved by lstein/,
      /the app +opens the gate `pypi`: “Approved by blessedcoolant/,
      / {2}PyPI +does not show the upload yet/,
      / {2}PyPI +serves 2 files with the digests of the build/,
      /the app +drafts the GitHub release “InvokeAI v5\.0\.0” with what came since v4\.2\.9: 13 pull requests/,
      /the app +publishes the GitHub release: https:/,
      /Discord +“InvokeAI v5\.0\.0 \(stable\)/,
      /the app +closes the board: v5\.0\.0 is released/,
      /approved +`pypi` by blessedcoolant/,
    ];
    const places = story.map((line) => output.search(line));
    expect(story.filter((_, index) => places[index] === -1)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect((await readdir(out)).sort()).toEqual([
      "announcement.txt",
      "board.md",
      "check-run.md",
      "notes.md",
      "summary.json",
    ]);
    expect(await readFile(path.join(out, "board.md"), "utf8")).toContain("**`v5.0.0` is released.**");
    expect(await readFile(path.join(out, "notes.md"), "utf8")).toMatch(
      /@first-light made their first contribution[\s\S]*## Thanks to our external contributors[\s\S]*Translations: @linh-pham/,
    );
    const summary = JSON.parse(await readFile(path.join(out, "summary.json"), "utf8")) as Summary;
    expect(summary.digests.pypi).toEqual(summary.digests.built);
    expect(summary.comments).toHaveLength(1);
    // Four of them report at a gate what it waits for, each of two gates in each of two runs, and one has GitHub
    // deliver again what it sent before the app listened.
    expect(summary.requests.writes).toBeLessThanOrEqual(45);
    expect(summary.requests.creations).toBeLessThanOrEqual(15);
  }, 120_000);

  it("prints nothing but the summary with --json", async () => {
    const { code, output } = await demo({ json: true, history: await save("straight.json", straight()) });
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ release: "invoke-ai/InvokeAI@v1.1.0", announced: true });
  }, 60_000);

  it("fails with what did not come about", async () => {
    const history = await save("mismatch.json", range(straight().commits, { version: "9.9.9" }));
    const { code, errors } = await demo({ history });
    expect(code).toBe(1);
    expect(errors).toContain(
      "The demo has failed. This did not come about within two hours: the job publish-testpypi",
    );
  }, 60_000);

  it.each([
    [
      "a range file that is not there",
      async () => ({ history: path.join(folder, "none.json") }),
      /cannot be read \(ENOENT\)/,
    ],
    [
      "a range file with a fault",
      async () => ({ history: await save("short.json", { ...straight(), ahead_by: 9 }) }),
      /short\.json: ahead_by: says 9/,
    ],
    [
      "a place where no folder can be",
      async () => ({ out: path.join(await save("file", "x"), "out") }),
      /--out/,
    ],
  ])("does not begin with %s", async (_, options, message) => {
    const { code, errors } = await demo(await options());
    expect([code, errors]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe("what must hold at the end", () => {
  const startAt = Date.parse("2026-11-20T18:00:00Z");
  const world = { startAt, past: projectPast(startAt), colours: false, write: () => undefined };

  it("is broken by a gate that opens without an approval", async () => {
    const broken = await inDemoWorld(world, async (told) => {
      const { repo, people, setVersion, until, pass } = told;
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.writer });
      const run = await until("gates", () => repo.runs().find((one) => repo.pendingGates(one).length === 2));
      repo.startAllWaitingJobs(run, people.maintainer);
      await pass(60_000);
      return brokenInvariants(told);
    });
    expect(broken).toContainEqual(expect.stringContaining("of run 1 was opened without an approval"));
  }, 60_000);

  it("is broken by an address that GitHub does not have, and by one that it refuses", async () => {
    const broken = await inDemoWorld(world, async (told) => {
      await fetch(`${told.sandbox.origin}/github/repos/invoke-ai/InvokeAI/sorcery`, {
        headers: { "user-agent": "x" },
      });
      await fetch(`${told.sandbox.origin}/github/app`, { headers: { "user-agent": "x" } });
      return brokenInvariants(told);
    });
    expect(broken).toEqual(
      expect.arrayContaining([
        "GitHub has no such address: GET /repos/invoke-ai/InvokeAI/sorcery",
        "GET /app was answered 401",
        "testpypi does not serve the bytes that were built",
      ]),
    );
  }, 60_000);
});
