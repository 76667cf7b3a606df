import { expect, test } from "vitest";
import { type Told, tell } from "../stories/stage.ts";

type Line = Readonly<Record<string, unknown>> & {
  readonly saw: Readonly<Record<string, number | readonly string[]>>;
};

function conducted({ lines }: Pick<Told, "lines">): readonly Line[] {
  return lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "conducted");
}

const log = { level: "info", format: "json" } as const;

test("one line per conduct tells what was seen, decided and done", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, atGates, pass } = told;
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.writer, annotated: { message: "v5.0.0" } });
      await atGates("testpypi", "pypi");
      const all = conducted(told);
      expect(all.every(({ release }) => release === `${repo.fullName}@v5.0.0`)).toBe(true);
      expect(all.find(({ did }) => (did as string[]).includes("create-board"))).toMatchObject({
        standing: "conducted",
        outcome: "rest",
        ms: expect.any(Number),
      });
      const last = all.at(-1);
      expect(last?.["phases"]).toMatchObject({
        "publish testpypi": "waiting for approval",
        "publish pypi": "waiting for approval",
        draft: "waiting for phases",
      });
      expect(last?.["phases"]).not.toHaveProperty("version");
      expect(last?.["until"]).toMatch(/^2026-11-2\dT.*Z$/);

      await pass(15 * 60_000);
      const calm = conducted(told).at(-1);
      expect(calm?.["did"]).toEqual([]);
      expect(calm?.saw["writes"]).toBe(0);
      expect(calm?.saw["facts"]).toBeGreaterThan(10);
      expect(calm?.saw["notModified"]).toBeGreaterThan(5);
      expect(calm?.saw["remembered"]).toBeGreaterThan(0);
      expect(calm?.saw["reads"]).toBeGreaterThanOrEqual(Number(calm?.saw["notModified"]));
    },
    { log },
  );
});

test("what nobody could tell, and what did not go through, is named in it", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, atGates, board, until, sandbox } = told;
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.writer, annotated: { message: "v5.0.0" } });
      await atGates("testpypi", "pypi");
      const issue = await board();
      sandbox.faults.unreachable({ route: /POST .*\/reactions/, when: "before", times: 3 });
      repo.comment(issue.number, people.maintainer, "/status");
      await until("a reaction that failed", () =>
        conducted(told).find(({ did }) => (did as string[]).includes("react: unreachable")),
      );
    },
    { log },
  );
});
