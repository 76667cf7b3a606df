import { checkRoutes } from "./checks.ts";
import { gateRoutes } from "./gates.ts";
import { gitRoutes } from "./git.ts";
import { installationRoutes } from "./installations.ts";
import { issueRoutes } from "./issues.ts";
import { releaseRoutes } from "./releases.ts";
import { repositoryRoutes } from "./repositories.ts";
import type { Route } from "./route.ts";
import { ruleRoutes } from "./rules.ts";
import { runRoutes } from "./runs.ts";
import { teamRoutes } from "./teams.ts";

/** Every REST route of the sandbox's GitHub. */
export const ROUTES: readonly Route[] = [
  ...installationRoutes,
  ...repositoryRoutes,
  ...gitRoutes,
  ...runRoutes,
  ...gateRoutes,
  ...ruleRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...releaseRoutes,
  ...teamRoutes,
];
