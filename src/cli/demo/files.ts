import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Project } from "../../sandbox/scenes/project.ts";
import type { Summary } from "./summary.ts";

/** Writes what the release left behind into a folder, made when it is missing. Gives the names of the files. */
export async function writeFiles(
  project: Project,
  summary: Summary,
  folder: string,
): Promise<readonly string[]> {
  const files = filesOf(project, summary);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, name), `${text.trimEnd()}\n`);
  }
  return Object.keys(files);
}

function filesOf({ repo, discord }: Project, summary: Summary): Readonly<Record<string, string>> {
  const run = repo.runs().at(-1);
  const board = repo.issues().findLast((issue) => issue.author.type === "Bot");
  const release = repo.releases().find((one) => one.tag === run?.headBranch);
  const check = repo.checkRuns(run?.headSha ?? "").at(-1);
  return {
    "board.md": `# ${board?.title}\n\n${visible(board?.body)}`,
    "notes.md": `# ${release?.name}\n\n${visible(release?.body)}`,
    "announcement.txt":
      discord.messages.at(-1)?.content ?? "Not announced: the configuration leaves pre-releases out.",
    "check-run.md": `# ${check?.output?.title} (${check?.conclusion})\n\n${visible(check?.output?.summary)}`,
    "summary.json": JSON.stringify(summary, null, 2),
  };
}

/** Without the markers, which only the app can read. */
function visible(text: string | null | undefined): string {
  return (text ?? "")
    .replace(/<!-- release-conductor:[^>]* -->/g, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
