import type { Project } from "../../sandbox/scenes/project.ts";
import { builtDigests, digestsIn, type IndexName, sameDigests } from "./digests.ts";
import type { Teller } from "./teller.ts";

const NAMES: Readonly<Record<IndexName, string>> = { pypi: "PyPI", testpypi: "TestPyPI" };

/** Gives the listener that tells what the indexes answer the app: once for each thing that is new. */
export function tellIndexes(
  project: Project,
  teller: Teller,
): (request: Request, answer: Response) => Promise<void> {
  const said = new Map<string, string>();
  return async (request, answer) => {
    const index = indexOf(request, project.sandbox.origin);
    if (index === undefined || (answer.status !== 200 && answer.status !== 404)) {
      return;
    }
    const text =
      answer.status === 404 ? nothing(project, index) : files(project, await answer.clone().json());
    if (said.get(index) !== text) {
      said.set(index, text);
      teller.say(NAMES[index], text);
    }
  };
}

function indexOf(request: Request, origin: string): IndexName | undefined {
  const names: readonly IndexName[] = ["pypi", "testpypi"];
  return names.find((name) => request.url.startsWith(`${origin}/${name}/simple/`));
}

function nothing({ repo }: Project, index: IndexName): string {
  const isUploaded = repo
    .runs()
    .some((run) => run.jobs.some((job) => job.name === `publish-${index}` && job.conclusion === "success"));
  return isUploaded ? "does not show the upload yet" : "has nothing of this version: it is free";
}

function files(project: Project, page: unknown): string {
  const served = digestsIn(page);
  const same = sameDigests(served, builtDigests(project))
    ? "with the digests of the build"
    : "with other bytes";
  return `serves ${Object.keys(served).length} files ${same}`;
}
