import { nodeId } from "../github/ids.ts";
import { fullName, type Repository } from "../github/repository.ts";
import type { Ruleset } from "../github/rulesets.ts";
import { iso, type Json, repoApi, repoHtml, type Urls } from "./urls.ts";

/** `repository-ruleset` as lists have it: without its conditions and rules. */
export const rulesetEntry = (urls: Urls, repository: Repository, ruleset: Ruleset): Json => ({
  id: ruleset.id,
  node_id: nodeId("RepositoryRuleset", ruleset.id),
  name: ruleset.name,
  target: ruleset.target,
  source_type: "Repository",
  source: fullName(repository),
  enforcement: ruleset.enforcement,
  created_at: iso(ruleset.createdAt),
  updated_at: iso(ruleset.createdAt),
  _links: {
    self: { href: `${repoApi(urls, repository)}/rulesets/${ruleset.id}` },
    html: { href: `${repoHtml(urls, repository)}/rules/${ruleset.id}` },
  },
});

/** `repository-ruleset`. Who may bypass it is shown only to who may edit it (docs: get a repository ruleset). */
export const rulesetShape = (urls: Urls, repository: Repository, ruleset: Ruleset): Json => ({
  ...rulesetEntry(urls, repository, ruleset),
  conditions: { ref_name: { include: ruleset.include, exclude: ruleset.exclude } },
  rules: ruleset.rules.map((type) => ({ type })),
});
