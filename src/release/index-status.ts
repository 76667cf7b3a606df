import { given } from "./fact.ts";
import type { StatusSubject } from "./index-release.ts";
import type { Problem } from "./problem.ts";
import type { Snapshot } from "./snapshot.ts";

/** Names of PyPI's parts, by the words in them: groups, names and ids on the page change. */
const OF_PYPI = /pypi|pythonhosted/i;
const OF_TESTPYPI = /test[^a-z]*pypi/i;

/**
 * What the status page shows of an index, told as a hint; undefined when it shows nothing of it, or nothing at all. A
 * page that can't be read says nothing: unreachable is not down, and green is not up.
 */
export function statusNotice(
  { indexStatus }: Pick<Snapshot, "indexStatus">,
  index: string,
): Problem | undefined {
  const status = given(indexStatus);
  const matters = matcherOf(index);
  if (status === undefined || matters === undefined) {
    return undefined;
  }
  const components = status.components.filter(matters);
  // An incident that names no component could be about any.
  const incidents = status.incidents.filter(({ about }) => about.length === 0 || about.some(matters));
  return components.length === 0 && incidents.length === 0
    ? undefined
    : {
        is: "index-status",
        page: status.page,
        readAt: status.readAt,
        components: components.map(({ name, status: state }) => ({ name, status: state })),
        incidents: incidents.map(({ about: _, ...incident }) => incident),
      };
}

/** TestPyPI stands on PyPI's ground, but not the other way round. */
function matcherOf(index: string): ((subject: StatusSubject) => boolean) | undefined {
  switch (index) {
    case "pypi":
      return (subject) => OF_PYPI.test(text(subject)) && !OF_TESTPYPI.test(text(subject));
    case "testpypi":
      return (subject) => OF_PYPI.test(text(subject));
    default:
      return undefined;
  }
}

function text({ name, group = "" }: StatusSubject): string {
  return `${group} / ${name}`;
}
