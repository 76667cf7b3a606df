import { normaliseName } from "./file-name.ts";
import type { Publisher } from "./project.ts";

/** Who may upload to which project. */
export interface Publishers {
  trust(project: string, publisher: Publisher): void;
  /** Throws the index's refusal of a workflow that is none of the project's. */
  admit(project: string, publisher: Publisher | undefined): void;
}

/** What mint-token answers, as oidc-exchange.py of pypa/gh-action-pypi-publish repeats it. docs.pypi.org, Troubleshooting */
const UNKNOWN =
  "* `invalid-publisher`: valid token, but no corresponding publisher (Publisher with matching claims was not found)";

/** Trusted publishers by project. A publisher without an environment takes any (docs.pypi.org, Adding a publisher). */
export function createPublishers(): Publishers {
  const trusted = new Map<string, Publisher>();
  return {
    trust(project, publisher) {
      trusted.set(normaliseName(project), publisher);
    },
    admit(project, claimed) {
      const wanted = trusted.get(normaliseName(project));
      if (wanted !== undefined && !(claimed && isSame(wanted, claimed))) throw new Error(UNKNOWN);
    },
  };
}

function isSame(wanted: Publisher, claimed: Publisher): boolean {
  return (
    wanted.repository.toLowerCase() === claimed.repository.toLowerCase() &&
    wanted.workflow === claimed.workflow &&
    (wanted.environment === undefined ||
      wanted.environment.toLowerCase() === claimed.environment?.toLowerCase())
  );
}
