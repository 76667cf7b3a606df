import { expect } from "vitest";
import { kindsOf, LIVE_MENTION, parse, proseOf } from "../replies/markdown.ts";
import { attack } from "./attack.ts";
import { type Attacked, attacked } from "./stage.ts";

/** A release whose publish job fails and has printed these lines; then everything that the app has written. */
async function failingWith(lines: readonly string[], look: (board: string, told: Attacked) => void) {
  await attacked(async (told) => {
    const { repo, people, tagRelease, board, atGates, say, until, pass } = told;
    repo.outcome("publish-pypi", "failure");
    repo.jobLog("publish-pypi", lines);
    tagRelease();
    const issue = await board();
    await atGates("testpypi", "pypi");
    say(people.maintainer, "/approve pypi");
    await until("the failure told", () => issue.body?.includes("Stopped at publish `pypi`"));
    await pass(60_000);
    look(issue.body ?? "", told);
  });
}

const MARKUP = [
  "ERROR @lstein @org/everyone fixes octo/tool#1",
  "ERROR ``` </details> <!-- [link](https://evil.example) | ~~~ > [!NOTE]",
  "ERROR \u001B[31m<img src=https://evil.example/x.png>\u001B[0m\u202E\u200B",
  ...Array.from({ length: 2000 }, (_, number) => `ERROR ${number} ${"````".repeat(500)}`),
  "##[error]<h1>**503** Service Unavailable @lstein</h1>",
];

attack("log-markup", async () => {
  const structures: (readonly string[])[] = [];
  for (const lines of [["ERROR harmless", "##[error]503 Service Unavailable"], MARKUP, MARKUP.slice(0, 3)]) {
    await failingWith(lines, (board) => {
      expect(board).toContain("The job behind gate `pypi` did not succeed");
      const root = parse(board);
      expect(proseOf(root)).not.toMatch(LIVE_MENTION);
      expect(board).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
      expect(board.length).toBeLessThan(20_000);
      structures.push(kindsOf(root).filter((kind) => kind !== "text" && kind !== "inlineCode"));
    });
  }
  expect(structures[1]).toEqual(structures[0]);
});

const TOKENS = [
  `pypi-${"AgEIcHlwaS5vcmcCJDIx".repeat(4)}`,
  `ghs_${"a1B2c3".repeat(6)}`,
  `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvIn0.${"c2lnbmF0dXJl".repeat(3)}`,
  "hunter2-hunter2",
];

attack("token-in-job-log", async () => {
  const lines = [
    ...TOKENS.map((token) => `ERROR refused password=${token}`),
    `ERROR HTTPError: 403 Forbidden from https://__token__:${TOKENS[0]}@index.example/legacy/`,
    "##[error]Process completed with exit code 1.",
  ];
  await failingWith(lines, (board, { writes, lines: logged, sandbox }) => {
    expect(board).toContain("ERROR refused password=[redacted]");
    const written = [...writes().map(({ requestBody }) => JSON.stringify(requestBody)), ...logged].join("");
    for (const token of TOKENS) {
      expect(written.includes(token.slice(4, 30)), "a token of the log").toBe(false);
    }
    const log = sandbox.exchanges.filter(({ path }) => path.endsWith("/logs"));
    expect(log.map(({ status }) => status)).toEqual([302]);
  });
});
