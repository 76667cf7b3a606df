import { hasRole } from "../../sandbox/github/repository.ts";
import type { Run } from "../../sandbox/github/runs.ts";
import type { Project } from "../../sandbox/scenes/project.ts";
import { builtDigests, type IndexName, sameDigests, servedDigests } from "./digests.ts";

/** Refusals that the app's own questions never get when it works as it should. */
const UNDUE: ReadonlySet<number> = new Set([400, 401, 403, 409, 410, 422, 429]);

/** What must hold whatever the story was, looked for in the sandbox and not in the app; empty when all does. */
export async function brokenInvariants(project: Project): Promise<readonly string[]> {
  return [
    ...unknownRequests(project),
    ...refusedRequests(project),
    ...undelivered(project),
    ...unapprovedGates(project),
    ...(await otherBytes(project)),
    ...doubled(project),
  ];
}

function unknownRequests({ sandbox }: Project): readonly string[] {
  return sandbox.unknownRequests.map(({ method, path }) => `GitHub has no such address: ${method} ${path}`);
}

function refusedRequests({ sandbox }: Project): readonly string[] {
  return sandbox.exchanges
    .filter(({ status }) => status === null || UNDUE.has(status) || status >= 500)
    .map(({ method, path, status }) => `${method} ${path} was answered ${status ?? "by nobody"}`);
}

/** The installation itself is told before the app runs. */
function undelivered({ sandbox }: Project): readonly string[] {
  return sandbox.deliveries
    .all()
    .filter(({ status, event }) => status === "failed" && event !== "installation")
    .map(({ event, action }) => `the webhook ${event} (${action}) was not taken`);
}

/** A gate is opened after a maintainer has said so on the board, in the run that is being released, and never else. */
function unapprovedGates({ repo }: Project): readonly string[] {
  const newest = repo.runs().at(-1);
  return repo.runs().flatMap((run) =>
    repo.approvals(run).flatMap(({ state, environments, at }) => {
      const unapproved = environments.filter((name) => !approved(repo, run, { name, at }));
      return state === "approved" && (run !== newest || unapproved.length > 0)
        ? [`the gate ${environments.join(", ")} of run ${run.number} was opened without an approval`]
        : [];
    }),
  );
}

function approved(
  repo: Project["repo"],
  run: Run,
  gate: { readonly name: string; readonly at: number },
): boolean {
  return repo
    .issues()
    .flatMap((issue) => issue.comments)
    .some(
      ({ body, author, createdAt, deleted, lastEditedAt }) =>
        body.split("\n").includes(`/approve ${gate.name}`) &&
        hasRole(repo.state, author, "maintain") &&
        createdAt >= run.startedAt &&
        createdAt <= gate.at &&
        !deleted &&
        lastEditedAt === null,
    );
}

async function otherBytes(project: Project): Promise<readonly string[]> {
  const built = builtDigests(project);
  const indexes: readonly IndexName[] = ["testpypi", "pypi"];
  const served = await Promise.all(indexes.map((index) => servedDigests(project, index)));
  return indexes
    .filter((_, position) => !sameDigests(built, served[position] ?? {}))
    .map((index) => `${index} does not serve the bytes that were built`);
}

function doubled({ repo, discord }: Project): readonly string[] {
  const tag = repo.runs().at(-1)?.headBranch;
  const releases = repo.releases().filter((release) => release.tag === tag).length;
  const boards = repo.issues().filter((issue) => issue.author.type === "Bot").length;
  return [
    ...(releases === 1 ? [] : [`${releases} GitHub releases of ${tag} instead of one`]),
    ...(boards === 1 ? [] : [`${boards} boards instead of one`]),
    ...(discord.messages.length <= 1 ? [] : [`${discord.messages.length} announcements instead of one`]),
  ];
}
