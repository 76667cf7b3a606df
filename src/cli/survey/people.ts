import { type Git, said } from "../tag/git.ts";
import type { Files } from "./files.ts";

/** Where a repository names its people. */
export type People =
  | { readonly is: "codeowners"; readonly file: string }
  | { readonly is: "maintainers"; readonly file: string; readonly logins: readonly string[] }
  /** Nobody is named: who has committed most, by git's names. */
  | { readonly is: "authors"; readonly names: readonly string[] };

/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-file-location */
const CODEOWNERS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
const MAINTAINERS = ["MAINTAINERS", "MAINTAINERS.md", "MAINTAINERS.txt", ".github/MAINTAINERS.md"];

const MOST = 5;

export async function findPeople({ read }: Files, git: Git | undefined): Promise<People> {
  for (const file of CODEOWNERS) {
    if ((await read(file)) !== undefined) {
      return { is: "codeowners", file };
    }
  }
  for (const file of MAINTAINERS) {
    const text = await read(file);
    if (text !== undefined) {
      const logins = [...text.matchAll(/(?<![\w.@/])@(?<login>[a-z\d](?:-?[a-z\d]){0,38})\b(?![./])/gi)];
      return { is: "maintainers", file, logins: [...new Set(logins.map(([, login = ""]) => login))] };
    }
  }
  // Without a revision git reads commits from its input, where that is no terminal.
  const log = git && said(await git("shortlog", "--summary", "--numbered", "--no-merges", "HEAD"));
  const names = (log ?? "").split("\n").flatMap((line) => /^\s*\d+\s+(.+)$/.exec(line)?.[1] ?? []);
  return { is: "authors", names: names.filter((name) => !/\[bot\]$|\bbot\b/i.test(name)).slice(0, MOST) };
}
