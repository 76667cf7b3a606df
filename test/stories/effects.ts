import type { Project } from "../../src/sandbox/scenes/project.ts";

/** What has happened in the world that nobody can take back. */
export type Effects = {
  /** Gates decided, versions on an index, public GitHub releases, cancelled runs, announcements: each in words. */
  irreversible(): Promise<readonly string[]>;
};

/** The words for what has happened, seen in the world and not in what the app says about it. */
export function effects({ repo, pypi, testpypi, discord }: Project): Effects {
  const ofRun = (run: ReturnType<typeof repo.runs>[number]) => [
    ...repo
      .approvals(run)
      .flatMap(({ environments, state }) =>
        environments.map((environment) => `${environment} of run ${run.number} ${state}`),
      ),
    ...(run.cancelled ? [`run ${run.number} cancelled`] : []),
  ];
  return {
    async irreversible() {
      const served = await Promise.all(
        [testpypi, pypi].map(async (index) =>
          (await versionsOn(index)).map((version) => `${index.name} serves ${version}`),
        ),
      );
      return [
        ...repo.runs().flatMap(ofRun),
        ...served.flat(),
        ...repo.releases().flatMap(({ draft, tag }) => (draft ? [] : [`GitHub release ${tag} public`])),
        ...discord.messages.map(() => "announced"),
      ];
    },
  };
}

/** As the index's own page of the project says. */
async function versionsOn(index: Project["pypi"]): Promise<readonly string[]> {
  const page = await index.handler(new Request("http://index.test/pypi/invokeai/json"));
  const { releases = {} } = (page.ok ? await page.json() : {}) as { releases?: Record<string, unknown> };
  return Object.keys(releases);
}
