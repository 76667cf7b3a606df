import type { Annotation } from "../../release/action.ts";
import type { ConfigurationFault } from "../../release/configuration.ts";
import { CONFIGURATION_FILE } from "../places.ts";
import { clean, cut } from "../safe.ts";

/** GitHub takes so many with one request, and reading stops at as many. https://docs.github.com/rest/checks/runs#create-a-check-run */
const MOST = 50;
/** GitHub takes 255 characters; a path in the file is much shorter. */
const LONGEST_TITLE = 200;
/** GitHub takes 64 kB. */
const LONGEST = 2_000;

/** The faults of the configuration at the lines that they are about; those of the whole file at its first. Plain text. */
export function faultAnnotations(faults: readonly ConfigurationFault[]): readonly Annotation[] {
  return faults.slice(0, MOST).map(({ path, says, remedy, place }) => ({
    path: CONFIGURATION_FILE,
    line: place?.line ?? 1,
    endLine: place?.endLine ?? 1,
    title: clean(path, LONGEST_TITLE),
    message: cut(`${place?.says ?? says}. ${remedy}`, LONGEST),
  }));
}
