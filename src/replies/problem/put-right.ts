import { ecosystemOf, isForPython } from "../../release/ecosystem.ts";
import { gateNamed } from "../../release/gate.ts";
import type { PublishFailed } from "../../release/problem.ts";
import type { IndexHolds } from "../../release/publish-failure.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { publisherFields } from "../places.ts";
import { asCode, asLink } from "../safe.ts";
import { names } from "../words.ts";

/** What somebody puts right on the index before a publication can be tried again. */
export function putRightText({ environment, found }: PublishFailed, seen: Snapshot): string {
  const owner = whoseIndex(environment, seen);
  const { index, publishing, manage, troubles, sizes } = pagesOf(found.holds);
  switch (found.cause) {
    case "publisher-unknown":
      return `${owner} compares the project's trusted publisher on ${index} (${manage}) with ${publisherFields(environment, seen)}.`;
    case "publishing-disabled":
      return `${owner} sees in ${asLink("what the index says of it", troubles)} whether that can be changed.`;
    case "too-large":
      return `${owner} asks ${index} for ${asLink("a higher limit", sizes)}.`;
    default:
      return `${owner} sees to the token or ${asLink("trusted publisher", publishing)} that the job uses, and whether its account may upload to this project.`;
  }
}

/** How an index is called, and its pages. Where none is named, these causes are of PyPI's making. */
function pagesOf(holds: IndexHolds) {
  const name = holds.is === "no-index" ? undefined : holds.index;
  const index = name === undefined ? "the index" : asCode(name);
  const { trustedPublishing } = ecosystemOf(name ?? "pypi");
  return isForPython({ index: name ?? "pypi" })
    ? { index, publishing: trustedPublishing, manage: MANAGE, troubles: TROUBLES, sizes: SIZES }
    : {
        index,
        publishing: trustedPublishing,
        manage: asLink("how that is set", trustedPublishing),
        troubles: trustedPublishing,
      };
}

const MANAGE = asLink("Manage → Publishing", "https://docs.pypi.org/trusted-publishers/adding-a-publisher/");
const TROUBLES = "https://docs.pypi.org/trusted-publishers/troubleshooting/";
const SIZES = "https://docs.pypi.org/project-management/storage-limits/";

function whoseIndex(environment: string, seen: Snapshot): string {
  const people = gateNamed(seen, environment)?.escalate ?? [];
  return people.length === 0
    ? "An owner of the project on the index"
    : `An owner of the project on the index (turn to ${names(people)})`;
}
