import type { BuiltFile } from "../../src/sandbox/files/distribution.ts";
import { WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import type { Told } from "./stage.ts";

type Release = {
  readonly environment: string;
  /** What the build puts into the artifact `dist`. */
  readonly build: (made: { readonly version: string; readonly seed: string }) => readonly BuiltFile[];
  /** What the job behind the environment does with it; when it throws, the job fails. */
  readonly publish: (files: readonly BuiltFile[], version: string) => void;
};

/** Gives the project a workflow of its own, with one gate that the app's rule guards. */
export function releasesTo({ repo, stage }: Told, { environment, build, publish }: Release): void {
  repo.environment(environment, { rule: stage.app.slug });
  const files = ({ version, sha }: { readonly version: string; readonly sha: string }) =>
    Object.fromEntries(build({ version, seed: sha }).map(({ filename, bytes }) => [filename, bytes]));
  repo.addWorkflow({
    path: WORKFLOW,
    name: "release",
    on: { tags: ["v*"], dispatch: true },
    jobs: [
      { name: "tests", seconds: 60 },
      {
        name: "build",
        seconds: 120,
        artifacts: [{ name: "dist", files: async (context) => files(context) }],
      },
      {
        name: `publish-${environment}`,
        needs: ["tests", "build"],
        environment,
        seconds: 45,
        onSuccess: async ({ artifact, version }) => {
          const dist = Object.entries(await artifact("dist"));
          publish(
            dist.map(([filename, bytes]) => ({ filename, bytes })),
            version,
          );
        },
      },
    ],
  });
}
