import { expect, test } from "vitest";
import { CONFIGURATION, VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import { type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

/** The draft is made at the tag, and thanks everybody. */
const EARLY = `${CONFIGURATION.replace("contributors: external", "contributors: all")}release: { draft: early }\n`;

type Work = {
  readonly by?: string;
  readonly pr?: number;
  readonly on?: string;
  readonly parents?: readonly string[];
  readonly at?: number;
  readonly coAuthors?: readonly { readonly name: string; readonly email: string }[];
};

/** A commit that went by unnoticed, with its pull request. */
function work({ repo, clock }: Told, message: string, more: Work = {}): string {
  const { by = "lstein", pr, on, ...rest } = more;
  const branch = on === undefined ? {} : { branch: on };
  const sha = repo.commit({ message, author: { login: by }, silent: true, ...branch, ...rest });
  if (pr !== undefined) {
    repo.pullRequest({
      number: pr,
      title: message,
      author: by,
      commits: [sha],
      mergedAt: more.at ?? clock.now(),
    });
  }
  return sha;
}

/** Sets the version on a branch; gives the commit. */
function version({ repo }: Told, text: string, on = "main"): string {
  const files = { [VERSION_FILE]: `__version__ = "${text}"\n` };
  return repo.commit({
    message: `Version ${text}`,
    author: { login: "lstein" },
    branch: on,
    files,
    silent: true,
  });
}

/** Tags what was before the app looked, so that nothing is conducted. */
function past({ repo }: Told, tag: string, sha: string): void {
  repo.pushTag(tag, { sha, by: "lstein", silent: true });
}

/** Tags the version; gives the text of the draft and the board's line of notes. */
async function drafted(told: Told, tag: string, sha: string): Promise<{ draft: string; line: string }> {
  told.repo.pushTag(tag, { sha, by: "lstein" });
  const draft = await told.until("a draft", () => told.repo.releases().find((one) => one.tag === tag));
  await told.pass(60_000);
  const board = await told.board();
  return { draft: draft.body ?? "", line: /^\*\*Notes:.*$/m.exec(board.body ?? "")?.[0] ?? "" };
}

const pulls = (text: string) => [
  ...new Set([...text.matchAll(/\/pull\/(\d+)/g)].map(([, number]) => Number(number))),
];

test("a final over two release branches tells each pull request once, and nothing that had shipped", () =>
  tell(
    async (told) => {
      const root = version(told, "1.0.0");
      past(told, "v1.0.0", root);
      const picked = work(told, "Mend the picked", { pr: 11 });
      work(told, "Add to both", { pr: 12 });
      const line = { on: "release/1.1" };
      work(told, `Backport\n\n(cherry picked from commit ${picked})`, { ...line, pr: 21, parents: [root] });
      past(told, "v1.1.0", version(told, "1.1.0", "release/1.1"));
      work(told, "Mend only there", { ...line, pr: 22 });
      past(told, "v1.1.1", version(told, "1.1.1", "release/1.1"));
      work(told, "Add the new", { pr: 13 });
      const { draft, line: notes } = await drafted(told, "v1.2.0", version(told, "1.2.0"));
      expect(pulls(draft)).toEqual([12, 13]);
      expect(notes).toContain("since `v1.1.1`");
      expect(notes).toContain("1 commit with their pull requests");
    },
    { configuration: EARLY },
  ));

test("a candidate after a final of another line starts from that final, and lists what is new since", () =>
  tell(
    async (told) => {
      const root = version(told, "1.0.0");
      past(told, "v1.0.0", root);
      const at = told.clock.now() - 3_600_000;
      work(told, "Mend memory", { by: told.people.writer, pr: 11, at });
      work(told, "Mend memory", { by: told.people.writer, on: "release/1.0", parents: [root], at });
      past(told, "v1.0.1", version(told, "1.0.1", "release/1.0"));
      work(told, "Add masks", { pr: 12 });
      const { draft, line } = await drafted(told, "v1.1.0rc1", version(told, "1.1.0rc1"));
      expect(pulls(draft)).toEqual([12]);
      expect(line).toContain("since `v1.0.1`");
    },
    { configuration: EARLY },
  ));

test("a backport starts from the final of its own line", () =>
  tell(
    async (told) => {
      const root = version(told, "1.0.0");
      past(told, "v1.0.0", root);
      work(told, "Add to the next", { pr: 11 });
      past(told, "v2.0.0", version(told, "2.0.0"));
      work(told, "Mend the old", { on: "release/1.0", parents: [root], pr: 12 });
      const { draft, line } = await drafted(told, "v1.0.1", version(told, "1.0.1", "release/1.0"));
      expect(pulls(draft)).toEqual([12]);
      expect(line).toContain("since `v1.0.0`");
    },
    { configuration: EARLY },
  ));

test("who came for the first time as a co-author is thanked", () =>
  tell(
    async (told) => {
      past(told, "v1.0.0", version(told, "1.0.0"));
      const { outsider } = told.people;
      const { email } = told.sandbox.github.account(outsider);
      work(told, "Add masks", { pr: 11, coAuthors: [{ name: outsider, email }] });
      const { draft } = await drafted(told, "v1.1.0", version(told, "1.1.0"));
      expect(pulls(draft)).toEqual([11]);
      expect(draft).toContain(`@${outsider}`);
    },
    { configuration: EARLY },
  ));

test("a range is asked for once, however often the release is conducted", () =>
  tell(
    async (told) => {
      const { sandbox, repo, people } = told;
      past(told, "v4.2.8", version(told, "4.2.8"));
      work(told, "Add masks", { by: people.outsider, pr: 11 });
      told.tagRelease("5.0.0");
      await told.atGates("testpypi", "pypi");
      await told.toDraft();
      await told.ask(people.maintainer, "/publish");
      await told.until("told", () => repo.comments(11).length > 0);
      const asked = sandbox.exchanges.filter(
        ({ path, requestBody }) =>
          path === "/graphql" && JSON.stringify(requestBody).includes("refs/tags/v4.2.8"),
      );
      expect(asked).toHaveLength(1);
    },
    { checks: SHORT, configuration: `${CONFIGURATION}release: { released-in: pull-requests }\n` },
  ));
