import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { type Attacked, attacked } from "./stage.ts";

/** The app's own mark at the end of a text, which differs each time. */
const MARK = /<!-- release-conductor:.*-->\s*$/;

const AUTHOR = "first-light";

/** What the app has written, with where. */
export type Written = { readonly where: string; readonly text: string };

/** Everything that the app has written for people in a release, and what became of it in the end. */
export type Told = {
  readonly written: readonly Written[];
  /** The board's last text, and the draft's. */
  readonly board: string;
  readonly draft: string;
};

/**
 * A release in which this text stands wherever others can put one: in a pull request's title, the name of a job, the
 * reasons, notes and arguments of commands.
 */
export async function releaseWith(
  text: string,
  look: (told: Told, attack: Attacked) => Promise<void> | void,
) {
  await attacked(
    async (told) => {
      const { sandbox, repo, people, tagRelease, board, atGates, ask, say, toDraft, until, pass } = told;
      sandbox.github.createUser(AUTHOR);
      for (const title of [text, "A change that follows"]) {
        merge(told, title);
        await pass(1_000);
      }
      repo.outcome(text, "failure");
      tagRelease();
      const issue = await board();
      await until("the failure", () => repo.runs()[0]?.conclusion === "failure");
      await ask(people.maintainer, "/retry");
      const run = await atGates("testpypi", "pypi");
      for (const [by, words] of [
        [people.triager, `/tested linux ok ${text}`],
        [people.triager, `/hold ${text}`],
        [people.maintainer, `/approve pypi ${text}`],
        [people.maintainer, `/approve ${text}`],
        [people.maintainer, "/tested linux ok\n/unhold"],
        [people.maintainer, `/reject testpypi ${text}`],
      ] as const) {
        say(by, words);
        await pass(20_000);
      }
      const { body } = await toDraft();
      await told.published(run, "pypi");
      await look({ written: written(told), board: issue.body ?? "", draft: body ?? "" }, told);
    },
    {
      checks: { [text]: 60 },
      configuration: `${CONFIGURATION}smoke-tests: { require: [linux], before: pypi }\n`,
    },
  );
}

function merge({ repo, clock }: Attacked, title: string): void {
  const author = { login: AUTHOR };
  const sha = repo.commit({ files: { [`${title.length}.txt`]: title }, message: "A change", author });
  repo.pullRequest({ title, author: AUTHOR, commits: [sha], mergedAt: clock.now() });
}

/** Texts for people in the bodies of what the app has sent to GitHub, each once. */
function written({ writes }: Attacked): readonly Written[] {
  const all = writes().flatMap(({ method, path, requestBody }) => {
    const { body, comment, output, title } = (requestBody ?? {}) as Partial<Record<string, unknown>>;
    const { title: heading, summary, text } = (output ?? {}) as Partial<Record<string, unknown>>;
    return [body, comment, title, heading, summary, text].flatMap((one) =>
      typeof one === "string" ? [{ where: `${method} ${path}`, text: one }] : [],
    );
  });
  return [...new Map(all.map((one) => [one.text.replace(MARK, ""), one])).values()];
}
