import { Command } from "commander";
import type { TagRun } from "./tag/run.ts";

const HELP = `
Run it in a clone, at the commit to release. Without a version the version file's is taken; the tag is named as
\`tags:\` in .github/release-conductor.yml of the remote's default branch has it. Everything is looked at before anything is done: the checkout, the
remote, the indexes of the configured gates. What is in the way is told all together.

  release-conductor tag                   the version that the code says
  release-conductor tag 5.0.0 --dry-run   only looks
  release-conductor tag --move            takes the tag to this commit, while nothing of it is published

GITHUB_TOKEN is used to ask whether a tag that is moved is released; public repositories need none. PYPI_URL and the like
say where the indexes are, GITHUB_API_URL where GitHub is asked.

Exit codes: 0 it is done, 1 the answer is no, 2 wrong use`;

type Options = {
  readonly remote?: string;
  readonly message?: string;
  readonly repository?: string;
  readonly sign?: true;
  readonly move?: true;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly offline?: true;
  readonly json?: true;
};

/** `release-conductor tag`: makes the tag of a release and pushes it, and nothing else. */
export function tagCommand(given: Pick<TagRun, "userAgent">): Command {
  return new Command("tag")
    .description("tag this commit as a release and push that one tag, after looking at all that can go wrong")
    .argument("[version]", "the version or the whole tag (default: what the version file says)")
    .option("--remote <name>", "where to push (default: what the branch follows, else origin)")
    .option("--message <text>", "the tag's message (default: its name)")
    .option("--sign", "sign the tag, as git is configured to")
    .option("--move", "move the tag from where it is on the remote to this commit")
    .option("--yes", "do not ask")
    .option("--dry-run", "look, and do nothing")
    .option("--offline", "do not ask the indexes (a move asks all the same)")
    .option("--repository <owner/name>", "the repository on GitHub (default: by the remote's address)")
    .option("--json", "print one JSON object, and do not ask")
    .addHelpText("after", HELP)
    .action(async (version: string | undefined, options: Options) => {
      const { runTag } = await import("./tag/run.ts");
      const { sign, move, yes, dryRun, offline, json, ...others } = options;
      const { isTTY } = process.stdin;
      const { asker } = await import("./tag/asker.ts");
      process.exitCode = await runTag({
        ...given,
        ...others,
        ...(version === undefined ? {} : { version }),
        ...(isTTY && process.stderr.isTTY && !json ? { ask: asker(process.stdin, process.stderr) } : {}),
        directory: process.cwd(),
        sign: sign ?? false,
        move: move ?? false,
        yes: yes ?? false,
        dryRun: dryRun ?? false,
        offline: offline ?? false,
        json: json ?? false,
      });
    });
}
