import type { Configuration } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import type { Setup } from "../release/setup.ts";
import type { Check } from "./finding.ts";

/** The configuration where it is valid. */
export function configured({ configuration }: Pick<Setup, "configuration">): Configuration | undefined {
  const file = given(configuration);
  return file?.is === "valid" ? file.configuration : undefined;
}

/** As `tags` without the file, or in an empty one. */
const DEFAULT_TAGS = ["v*"];

/** The patterns of the tags that are conducted, as far as the file can be read. */
export function patternsOf({ configuration }: Pick<Setup, "configuration">): readonly string[] {
  const file = given(configuration);
  if (file === undefined) {
    return DEFAULT_TAGS;
  }
  return file.is === "valid" ? file.configuration.tags : file.tags;
}

/** The file on the default branch. */
export function configurationChecks({ configuration, repository }: Setup): readonly Check[] {
  const branch = repository.defaultBranch;
  switch (configuration.is) {
    case "absent":
      return [{ state: "missing", finding: { is: "configuration-absent", branch } }];
    case "seen":
      return [
        configuration.value.is === "valid"
          ? { state: "ok", finding: { is: "configuration-valid", branch } }
          : { state: "missing", finding: { is: "configuration-broken", faults: configuration.value.faults } },
      ];
    default:
      return [{ state: "unseen", finding: { is: "configuration-unseen", branch } }];
  }
}
