import type { Change } from "./change.ts";
import { conventional } from "./conventional.ts";
import { plainLogin } from "./mention.ts";

/** Accounts that do nothing but update dependencies; some of them are no bots to GitHub. */
const BUMPERS =
  /^(?:dependabot(?:-preview)?|renovate(?:-bot)?|mend-bolt-for-github|depfu|pyup-bot|greenkeeper|snyk-bot|scala-steward)$/i;

/** Whether a change is a bot's update of dependencies: by who made it, by its label, or by what its title says. */
export function isBump({ author, labels, title }: Change): boolean {
  if (author === undefined) {
    return false;
  }
  return (
    BUMPERS.test(plainLogin(author.login)) ||
    (author.bot && (isLabelled(labels) || isAboutDependencies(title)))
  );
}

function isLabelled(labels: readonly string[]): boolean {
  return labels.some((label) => label.toLowerCase() === "dependencies");
}

/** `chore(deps): …`, `build(deps-dev): …`; `deps: …` */
function isAboutDependencies(title: string): boolean {
  const { type = "", scope = "" } = conventional(title) ?? {};
  return [type, scope.toLowerCase()].some((word) => /^deps?(?:-dev)?$|^dependencies$/.test(word));
}
