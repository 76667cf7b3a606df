import { refuse } from "../github/refused.ts";
import type { Ruleset } from "../github/rulesets.ts";
import { labelShape } from "../shapes/issue.ts";
import { rulesetEntry, rulesetShape } from "../shapes/ruleset.ts";
import { type Answer, ok } from "./answer.ts";
import { pageOf } from "./page.ts";
import { type RepositoryAsk, type Route, readOf } from "./route.ts";

const rulesetsOf = ({ repository }: RepositoryAsk): readonly Ruleset[] =>
  repository.private && repository.freePlan ? refuse("plan-too-small") : repository.rulesets;

const listRulesets = (ask: RepositoryAsk): Answer => {
  const targets = ask.url.searchParams.get("targets")?.split(",");
  const all = rulesetsOf(ask).filter(({ target }) => targets?.includes(target) ?? true);
  const page = pageOf(ask.url, all);
  return ok(
    page.items.map((one) => rulesetEntry(ask.urls, ask.repository, one)),
    page.headers,
  );
};

const getRuleset = (ask: RepositoryAsk): Answer => {
  const found = rulesetsOf(ask).find(({ id }) => String(id) === ask.params["ruleset_id"]);
  return found ? ok(rulesetShape(ask.urls, ask.repository, found)) : refuse("not-found");
};

const listLabels = (ask: RepositoryAsk): Answer => {
  const page = pageOf(ask.url, ask.repository.labels);
  return ok(
    page.items.map((label) => labelShape(ask.urls, ask.repository, label)),
    page.headers,
  );
};

/** What is settled about tags and issues beforehand: rulesets and labels. */
export const ruleRoutes: readonly Route[] = [
  readOf("metadata", "/rulesets", listRulesets),
  readOf("metadata", "/rulesets/{ruleset_id}", getRuleset),
  readOf("issues", "/labels", listLabels),
];
