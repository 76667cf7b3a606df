import { ecosystemOf } from "../release/ecosystem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { PackageOut } from "../release/yank.ts";
import { boardUrl } from "./places.ts";
import { asCode, asLink, quoted } from "./safe.ts";
import { names, withdraw, withdrawn } from "./words.ts";

/** How one package is yanked on its index, or that it is. */
export function packageStep(one: PackageOut, seen: Snapshot): string {
  const { index, name, state, files, reason } = one;
  const gone = withdrawn(index);
  const why = reason === undefined ? "No reason is given there." : `Reason given there: ${quoted(reason)}.`;
  switch (state) {
    case "yanked":
      return `${asCode(name)} is ${gone} on ${asCode(index)}. ${why}`;
    case "emptied":
      return `${asCode(name)} has no files any more on ${asCode(index)}.`;
    case "part":
      return `Of ${asCode(name)} on ${asCode(index)} only ${names(files)} ${files.length === 1 ? "is" : "are"} ${gone}: ${way(one, seen)}`;
    case "served":
      return `${asCode(name)} on ${asCode(index)}: ${way(one, seen)}`;
  }
}

/** What a shell reads as nothing but itself: people paste it. */
function isPlain({ index, project, version }: PackageOut): boolean {
  return ecosystemOf(index).isName(project) && /^[@\w./+~-]+$/.test(`${project}${version}`);
}

/**
 * The exact command or click. A reason is foreign text, and has no place in what people paste into a shell: npm is given
 * the board's address.
 */
function way(one: PackageOut, seen: Snapshot): string {
  const { index, project, version } = one;
  if (!isPlain(one)) {
    return `one of its owners ${withdraw(index)}s the version there.`;
  }
  switch (index) {
    case "npm":
      // https://docs.npmjs.com/cli/commands/npm-deprecate
      return `one of its owners says ${asCode(`npm deprecate ${project}@${version} "Do not use: ${boardUrl(seen) ?? "bad files"}"`, 400)}.`;
    case "crates":
      // https://doc.rust-lang.org/cargo/commands/cargo-yank.html
      return `one of its owners says ${asCode(`cargo yank --version ${version} ${project}`, 400)}.`;
    case "pypi":
    case "testpypi":
      return `one of its owners opens ${asLink("the version's page", managePage(one, seen))} there and chooses *Yank*, with the reason.`;
  }
}

/** https://docs.pypi.org/project-management/yanking/ */
function managePage({ index, project, version }: PackageOut, seen: Snapshot): string | undefined {
  const from = seen.installFrom?.[index];
  return from !== undefined && URL.canParse(from)
    ? `${new URL(from).origin}/manage/project/${encodeURIComponent(project)}/release/${encodeURIComponent(version)}/`
    : undefined;
}
