import type { Comment } from "../../src/sandbox/github/comments.ts";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { type StoryOptions, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

export const CORE = "core-v1.0.0";
export const CLI = "cli-v2.0.0";

/** Two packages with prefixes of their own, released by one workflow. */
export const MONOREPO = `tags: ["core-v*", "cli-v*"]
workflow: release.yml
version: { scheme: pep440, file: none }
gates:
  testpypi: { index: testpypi, package: invokeai, artifacts: [dist], optional: true }
  pypi: { index: pypi, package: invokeai, artifacts: [dist] }
`;

const TAGS = ["core-v*", "cli-v*"];

/** What a story of a shared board is told with. */
export type Shared = Told & {
  /** The run of a tag, once its job waits at `pypi` and the board has caught up. */
  atGate(tag: string): Promise<Run>;
  /** The release's board where it is a comment of the app's. */
  part(tag: string): Promise<Comment>;
  /** Waits until the app has closed the comment; gives the mark and the replies to it. */
  answered(comment: Comment): Promise<{ readonly mark: string; readonly replies: readonly string[] }>;
  isWaiting(run: Run): boolean;
};

/** Tells a story about a repository with two packages. */
export function tellShared(
  story: (told: Shared) => Promise<void>,
  options: StoryOptions = {},
): Promise<void> {
  return tell(
    async (told) => {
      for (const workflow of told.repo.state.workflows) {
        told.repo.addWorkflow({ ...workflow, on: { tags: TAGS, dispatch: true } });
      }
      await story({ ...told, ...words(told) });
    },
    { checks: SHORT, configuration: MONOREPO, ...options },
  );
}

function words(told: Told): Omit<Shared, keyof Told> {
  const { repo, until, pass } = told;
  const ours = () => {
    const issue = repo.issues().find((one) => one.author.type === "Bot") as Issue;
    return repo.comments(issue.number).filter(({ author }) => author.type === "Bot");
  };
  const isWaiting = (run: Run) => repo.pendingGates(run).some(({ environment }) => environment === "pypi");
  return {
    isWaiting,
    async atGate(tag) {
      const run = await until(`${tag} at its gate`, () =>
        repo.runs().findLast((one) => one.headBranch === tag && isWaiting(one)),
      );
      await pass(60_000);
      return run;
    },
    part: (tag) =>
      until(`the part of ${tag}`, () => ours().find(({ body }) => body.startsWith(`### Release \`${tag}\``))),
    async answered(comment) {
      const mark = await until(`an answer to ${comment.body}`, () =>
        told.marks(comment).find((one) => one === "rocket" || one === "confused"),
      );
      const replies = ours().filter((one) => one.id > comment.id && !one.body.startsWith("### Release"));
      return { mark, replies: replies.map(({ body }) => body) };
    },
  };
}
