import { CONFIGURATION, CONFIGURATION_FILE } from "../../src/sandbox/scenes/project.ts";
import type { Told } from "./stage.ts";

/** The project's configuration with these rules for the gate `pypi`, besides its own. */
export function pypiWith(rules: string): string {
  return CONFIGURATION.replace(
    /( {2}pypi: \{.*)\}/,
    (_line, start: string) => `${start.trimEnd()}, ${rules} }`,
  );
}

/** Pushes another text of the configuration to the default branch. */
export function configure({ repo, people }: Pick<Told, "repo" | "people">, text: string): void {
  const author = { login: people.maintainer };
  repo.commit({ files: { [CONFIGURATION_FILE]: text }, message: "Change how releases go", author });
}
