import type { ActionKind } from "./action.ts";
import { given } from "./fact.ts";
import type { Granted, Snapshot } from "./snapshot.ts";

const RANK: Readonly<Record<string, number>> = { read: 1, write: 2, admin: 3 };

/** Without these there is nothing to conduct with: the board, the configuration, the run and its gates. */
const ESSENTIAL: Granted = { issues: "write", contents: "read", actions: "read", deployments: "read" };

/** What some kinds of action need besides. https://docs.github.com/rest/authentication/permissions-required-for-github-apps */
const NEEDS: { readonly [K in ActionKind]?: Granted } = {
  "open-gate": { deployments: "write" },
  "review-gate": { deployments: "write" },
  "close-gate": { deployments: "write" },
  "report-gate": { deployments: "write" },
  "rerun-failed-jobs": { actions: "write" },
  "cancel-run": { actions: "write" },
  dispatch: { actions: "write" },
  "create-draft": { contents: "write" },
  "update-draft": { contents: "write" },
  "mark-yanked": { contents: "write" },
  "upload-asset": { contents: "write" },
  "delete-asset": { contents: "write" },
  "delete-draft": { contents: "write" },
  "publish-release": { contents: "write" },
  "write-check-run": { checks: "write" },
};

/** What an action needs and the installation has not granted, as `deployments: write`. Nothing while that is not known. */
export function notGranted(seen: Snapshot, kind: ActionKind): readonly string[] {
  return lacking(seen, NEEDS[kind] ?? {});
}

/** What every release needs and the installation has not granted. */
export function essentialNotGranted(seen: Snapshot): readonly string[] {
  return lacking(seen, ESSENTIAL);
}

/** Everything that the app asks for and the installation has not granted. */
export function allNotGranted(seen: Snapshot): readonly string[] {
  return lacking(seen, Object.assign({}, ESSENTIAL, ...Object.values(NEEDS)) as Granted);
}

/** Which of the needs a grant does not cover: those without which there is nothing to conduct with, and the others. */
export function lackingIn(
  granted: Granted,
  needs: Granted,
): { readonly essential: readonly string[]; readonly others: readonly string[] } {
  const essential = new Set(uncovered(granted, ESSENTIAL).map(([name]) => name));
  const lacks = uncovered(granted, needs);
  return {
    essential: lacks.filter(([name]) => essential.has(name)).map(asText),
    others: lacks.filter(([name]) => !essential.has(name)).map(asText),
  };
}

function lacking(seen: Snapshot, needs: Granted): readonly string[] {
  const granted = given(seen.permissions);
  return granted === undefined ? [] : uncovered(granted, needs).map(asText);
}

type Permission = readonly [name: string, level: string];

function uncovered(granted: Granted, needs: Granted): readonly Permission[] {
  return Object.entries(needs).filter(
    ([name, level]) => (RANK[granted[name] ?? ""] ?? 0) < (RANK[level] ?? 0),
  );
}

function asText([name, level]: Permission): string {
  return `${name}: ${level}`;
}
