import { MINUTE, SECOND } from "../../release/instant.ts";
import { count } from "../../replies/words.ts";
import type { Range } from "./range-file.ts";
import { approve, publishDraft } from "./scenes.ts";
import type { DemoWorld } from "./world.ts";

/** The release of a real range, without trouble: tag, gates, draft, publication, announcement. */
export async function tellHistory(world: DemoWorld, { history, head }: Range): Promise<void> {
  const { teller, repo, people, until, board, pass } = world;
  const { base, commits, pulls, contributors, behindBy } = history;
  teller.chapter(`${base.tag}...${head.tag}`);
  const diverged = behindBy === 0 ? "" : `, and ${behindBy} that only ${base.tag} has`;
  const counted = `${count(commits.length, "commit")}${diverged}, ${count(pulls.length, "pull request")}, ${count(contributors.length, "contributor")}`;
  teller.note(`${counted}; the version file says ${history.version}`);
  const annotated = head.message === undefined ? {} : { annotated: { message: head.message } };
  teller.say(people.writer, `pushes the tag \`${head.tag}\` at ${head.sha.slice(0, 7)}`);
  repo.pushTag(head.tag, { sha: head.sha, by: people.writer, ...annotated });
  await board();
  await until("the run waits at its gates", () => {
    const run = repo.runs().at(-1);
    return run && repo.pendingGates(run).length === 2;
  });
  await pass(10 * SECOND);
  await approve(world, { by: people.maintainer, gate: "testpypi" });
  await pass(MINUTE);
  await approve(world, { by: people.otherMaintainer, gate: "pypi" });
  await publishDraft(world, people.maintainer);
}
