import { approversOf } from "../commands/rights.ts";
import { releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { asCode, asLink } from "./safe.ts";
import { listed, short } from "./words.ts";

/** Where a repository keeps its configuration. */
export const CONFIGURATION_FILE = ".github/release-conductor.yml";

/** A link to the configuration on the default branch. */
export function configurationFile(seen: Snapshot): string {
  return fileLink(seen, CONFIGURATION_FILE);
}

/** A link to a file on the default branch. */
export function fileLink(seen: Snapshot, path: string): string {
  const repository = given(seen.repository);
  const place = path.split("/").map(encodeURIComponent).join("/");
  const url = repository && `${repository.url}/blob/${repository.defaultBranch}/${place}`;
  return asLink(asCode(path), url);
}

/** The default branch by its name. */
export function defaultBranch(seen: Snapshot): string {
  const name = given(seen.repository)?.defaultBranch;
  return name === undefined ? "the default branch" : asCode(name);
}

/** A link to a commit, abbreviated. */
export function commitLink(seen: Snapshot, commit: string): string {
  const url = given(seen.repository)?.url;
  return asLink(asCode(short(commit)), url && `${url}/commit/${commit}`);
}

/** A link to the release run, under the words that fit the sentence. */
export function runLink(seen: Snapshot, label = "the run"): string {
  return asLink(label, releaseRun(seen)?.url);
}

/** A link to where an admin sets what guards an environment. */
export function environmentSettings(seen: Snapshot): string {
  const url = given(seen.repository)?.url;
  return asLink("Settings → Environments", url && `${url}/settings/environments`);
}

/** A link to where an owner suspends, removes or changes the app's installation. */
export function installationSettings(seen: Snapshot): string {
  const repository = given(seen.repository);
  const account = repository?.ownerType === "User" ? "" : `/organizations/${repository?.owner}`;
  const url =
    repository &&
    `${new URL(repository.url).origin}${account}/settings/installations/${seen.address.installation}`;
  return asLink("the installation's settings", url);
}

/** A link to the workflow runs of the repository. */
export function actionsPage(seen: Snapshot): string {
  const url = given(seen.repository)?.url;
  return asLink("the Actions tab", url && `${url}/actions`);
}

/** The tag in a Git command; undefined for a name that a shell could read as more than a name. */
function tagInCommand(tag: string): string | undefined {
  return /^\w[\w./+-]{0,100}$/.test(tag) ? tag : undefined;
}

/** What to type to take a tag back, where its name is safe to paste into a shell. */
export function deleteTag(tag: string): string {
  const safe = tagInCommand(tag);
  return safe === undefined ? "delete the tag" : `delete the tag with \`git push --delete origin ${safe}\``;
}

/** What to type once the tag stands at the right commit. */
export function pushTag(tag: string): string {
  const safe = tagInCommand(tag);
  return safe === undefined ? "push the tag again" : `push the tag again with \`git push origin ${safe}\``;
}

/** Git takes only a whole name of a commit where a tag is pushed without being made first: SHA-1 or SHA-256. */
const WHOLE_COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * What to type for the tag to stand there again, at the commit at which it was where that is known. Whoever has deleted
 * the tag on GitHub may still have it, so none is made in the clone. https://git-scm.com/docs/git-push
 */
export function pushTagAt(tag: string, commit: string | undefined): string {
  const safe = tagInCommand(tag);
  return safe === undefined || commit === undefined || !WHOLE_COMMIT.test(commit)
    ? pushTag(tag)
    : `push the tag again with \`git push origin ${commit}:refs/tags/${safe}\``;
}

/** What to type to tag a release: the app's own command, or git's. */
export function tagCommands(tag: string): string {
  const safe = tagInCommand(tag);
  return safe === undefined
    ? "`git tag` and `git push`"
    : `\`release-conductor tag ${safe}\`, or \`git tag -a ${safe} -m ${safe} && git push origin ${safe}\`,`;
}

/** What a trusted publisher has to name for the job of a gate. https://docs.pypi.org/trusted-publishers/adding-a-publisher/ */
export function publisherFields(environment: string, seen: Snapshot): string {
  const { owner, name } = given(seen.repository) ?? seen.address;
  const file = releaseRun(seen)?.path.split("/").at(-1);
  const fields = [
    `owner ${asCode(owner)}`,
    `repository ${asCode(name)}`,
    ...(file === undefined ? [] : [`workflow ${asCode(file)}`]),
    `environment ${asCode(environment)}`,
  ];
  return listed(fields);
}

/** Who may open a gate, or gates of which nothing else is said, in words. */
export function approvers(seen: Snapshot, gate?: Gate): string {
  const rule = approversOf(seen, gate);
  return listed(
    [
      ...(rule.role === "none" ? [] : [holders(rule.role, seen)]),
      ...rule.users.map((login) => asCode(login)),
      ...rule.teams.map((team) => `team ${asCode(team)}`),
    ],
    "or",
  );
}

/** The people with a role or a higher one, in words. */
export function holders(role: string, seen: Snapshot): string {
  const byUser = given(seen.repository)?.ownerType === "User";
  switch (role) {
    case "admin":
      return "admins";
    case "maintain":
      return byUser ? "people with write access" : "maintainers";
    case "read":
    case "triage":
    case "write":
      return `people with ${role} access`;
    default:
      return `people with the role ${asCode(role)}`;
  }
}

/** The login that GitHub shows for what the app does. */
export function ownLogin(seen: Snapshot): string {
  return `${seen.app.slug}[bot]`;
}

/** The board's address, where there is a board. */
export function boardUrl(seen: Snapshot): string | undefined {
  return given(seen.board)?.url;
}

/** Why a comment can't open an environment that this app does not guard. */
export function environmentTicked(environment: string): string {
  return `this app is not ticked under *Settings → Environments → ${asCode(environment)} → Deployment protection rules*, where an admin can do it`;
}

/** What somebody does for the app to act in their name. */
export function linking(seen: Snapshot): string {
  return asLink("links their account", seen.linkUrl);
}
