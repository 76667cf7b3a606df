import { MINUTE, SECOND } from "../../release/instant.ts";
import type { Release } from "../../sandbox/github/releases.ts";
import type { DemoWorld } from "./world.ts";

export type Approving = { readonly by: string; readonly gate: "testpypi" | "pypi" };

/** A maintainer approves a gate; the app opens it, and its job publishes. */
export async function approve(world: DemoWorld, { by, gate }: Approving): Promise<void> {
  const { teller, repo, until, board, pass } = world;
  const issue = await board();
  teller.say(by, `on the board: \`/approve ${gate}\``);
  repo.comment(issue.number, by, `/approve ${gate}`);
  await until(`the job publish-${gate} succeeds`, () => {
    const run = repo.runs().at(-1);
    return run && repo.jobs(run).find((job) => job.name === `publish-${gate}`)?.conclusion === "success";
  });
  await pass(SECOND);
}

/** A maintainer publishes the draft that the app has made. */
export async function publishDraft(world: DemoWorld, by: string): Promise<Release> {
  const { teller, repo, pypi, until, board, pass } = world;
  const issue = await board();
  const tag = repo.runs().at(-1)?.headBranch;
  await until("the app sees the files on PyPI", () => {
    return pypi.requests.some((request) => request.method === "GET" && request.status === 200);
  });
  const draft = await until("a draft with the installer", () => {
    return repo.releases().find((one) => one.tag === tag && one.draft && one.assets.length > 0);
  });
  await pass(2 * MINUTE);
  teller.say(by, "reads the draft and says on the board: `/publish`");
  repo.comment(issue.number, by, "/publish");
  await until("the GitHub release is public", () => !draft.draft);
  await until("the board is closed", () => issue.state === "closed");
  return draft;
}
