import { z } from "zod";
import type { Project } from "../../sandbox/scenes/project.ts";
import type { Teller } from "./teller.ts";

const INDEXES = { pypi: "PyPI", testpypi: "TestPyPI" } as const;
const Page = z.object({ files: z.array(z.object({ filename: z.string() })) });

/**
 * Gives the listener that tells what the indexes answer the app: once for each thing that is new. An index has
 * only this one version, so a page with files is a page with the release.
 */
export function tellIndexes(
  { repo, sandbox }: Project,
  teller: Teller,
): (request: Request, answer: Response) => Promise<void> {
  const said = new Map<string, string>();
  return async (request, answer) => {
    const path = request.url.slice(sandbox.origin.length);
    const index = /^\/(?<index>pypi|testpypi)\/simple\//.exec(path)?.groups?.["index"];
    if ((index !== "pypi" && index !== "testpypi") || (answer.status !== 200 && answer.status !== 404)) {
      return;
    }
    const isUploaded = repo.runs().some((run) => {
      return run.jobs.some((job) => job.name === `publish-${index}` && job.conclusion === "success");
    });
    const text = await answerText(answer, isUploaded);
    if (said.get(index) !== text) {
      said.set(index, text);
      teller.say(INDEXES[index], text);
    }
  };
}

async function answerText(answer: Response, isUploaded: boolean): Promise<string> {
  if (answer.status === 404) {
    return isUploaded ? "does not show the upload yet" : "has nothing of this version: it is free";
  }
  const page = Page.safeParse(await answer.clone().json());
  return page.success ? `serves ${page.data.files.length} files of this version` : "answers what nobody reads";
}
