import type { Comment } from "../../src/sandbox/github/comments.ts";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Release } from "../../src/sandbox/github/releases.ts";
import type { Run } from "../../src/sandbox/github/runs.ts";
import type { Project } from "../../src/sandbox/scenes/project.ts";

/** Jobs before the gates where a story is not about them: the build takes two minutes, and this one less. */
export const SHORT = { tests: 60 };

const APP = "release-conductor";

/** How the app has closed a comment, and what it replied to it. */
export type Answered = { readonly mark: "rocket" | "confused"; readonly reply: string };

/** What people say on the newest board, and what they get for it. */
export type Talk = {
  /** Pushes the tag of a version that the code says, too. */
  tagRelease(version?: string): void;
  /** Comments on the newest board. */
  say(by: string, text: string): Comment;
  /** Comments, and waits until the app has closed the comment. */
  ask(by: string, text: string): Promise<Answered>;
  /** The reactions the app has left on a comment. */
  marks(comment: Comment): readonly string[];
  /** What the app has written under the newest board, oldest first. */
  replies(): readonly string[];
  /** The environments at which a run's jobs wait. */
  waiting(run: Run): readonly string[];
  /** Waits until the job behind a gate has published. */
  published(run: Run, environment: string): Promise<unknown>;
  /** Tags, approves the gate, and waits until the job behind it has published; gives its run. */
  toPublished(environment: string, version?: string): Promise<Run>;
  /** Approves `pypi`, and waits for the draft with its asset. */
  toDraft(): Promise<Release>;
};

type Props = {
  readonly project: Project;
  readonly until: <T>(what: string, look: () => T | undefined | false) => Promise<T>;
  readonly atGates: (...environments: string[]) => Promise<Run>;
};

/** The words for what is said. */
export function talk({ project, until, atGates }: Props): Talk {
  const { repo, people, setVersion } = project;
  const board = (): Issue => {
    const found = repo.issues().findLast((issue) => issue.author.app === APP);
    if (found === undefined) {
      throw new Error("there is no board to say something on");
    }
    return found;
  };
  const ours = () => repo.comments(board().number).filter((comment) => comment.author.app === APP);
  const marks = (comment: Comment) =>
    comment.reactions.filter(({ by }) => by.app === APP).map(({ content }) => content);
  const say = (by: string, text: string) => repo.comment(board().number, by, text);
  const ask = async (by: string, text: string): Promise<Answered> => {
    const before = ours().length;
    const comment = say(by, text);
    const mark = await until(`an answer to ${text}`, () =>
      marks(comment).find((one) => one === "rocket" || one === "confused"),
    );
    const reply = ours()
      .slice(before)
      .map(({ body }) => body)
      .join("\n");
    return { mark, reply };
  };
  const tagRelease = (version = "5.0.0"): void => {
    setVersion(version);
    repo.pushTag(`v${version}`, { by: people.writer });
  };
  const published = (run: Run, environment: string) =>
    until(`publish-${environment} done`, () =>
      repo
        .jobs(run)
        .some(({ name, conclusion }) => name === `publish-${environment}` && conclusion === "success"),
    );
  return {
    tagRelease,
    say,
    ask,
    marks,
    replies: () => ours().map(({ body }) => body),
    waiting: (run) => repo.pendingGates(run).map(({ environment }) => environment),
    published,
    async toPublished(environment, version) {
      tagRelease(version);
      const run = await atGates(environment);
      say(people.maintainer, `/approve ${environment}`);
      await published(run, environment);
      return run;
    },
    async toDraft() {
      say(people.maintainer, "/approve pypi");
      return until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
    },
  };
}
