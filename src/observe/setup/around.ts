import type { Reading } from "../../github/github.ts";
import type { Discussions, TagRuleset } from "../../release/setup.ts";
import { together } from "../together.ts";

/** Of so many rulesets none is looked at. */
const MOST_RULESETS = 50;

/**
 * The active rulesets for tags, those of the organization included.
 * https://docs.github.com/rest/repos/rules#get-all-repository-rulesets
 */
export async function tagRulesets(github: Reading): Promise<readonly TagRuleset[]> {
  const listed = await github.readAll(
    "GET /repos/{owner}/{repo}/rulesets",
    { targets: "tag", includes_parents: true },
    { most: 1 },
  );
  const active = listed.filter(({ target, enforcement }) => target === "tag" && enforcement === "active");
  return together(
    active.slice(0, MOST_RULESETS).map(async ({ id, name }): Promise<TagRuleset> => {
      const told = await github.read("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", { ruleset_id: id });
      const { conditions, rules } = told;
      const refs = conditions && "ref_name" in conditions ? conditions.ref_name : undefined;
      return {
        name,
        include: refs?.include ?? [],
        exclude: refs?.exclude ?? [],
        rules: (rules ?? []).map(({ type }) => type),
      };
    }),
  );
}

/** https://docs.github.com/rest/issues/labels#list-labels-for-a-repository */
export async function labelNames(github: Reading): Promise<readonly string[]> {
  const labels = await github.readAll("GET /repos/{owner}/{repo}/labels", {});
  return labels.map(({ name }) => name);
}

/** GitHub allows 25 categories. https://docs.github.com/graphql/reference/objects#repository */
const CATEGORIES = `query($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    hasDiscussionsEnabled
    discussionCategories(first: 100) { nodes { name } }
  }
}`;

type Told = {
  readonly repository: {
    readonly hasDiscussionsEnabled: boolean;
    readonly discussionCategories: { readonly nodes: readonly ({ readonly name: string } | null)[] };
  };
};

export async function discussions(
  github: Reading,
  { owner, name }: { readonly owner: string; readonly name: string },
): Promise<Discussions> {
  const { repository } = await github.query<Told>(CATEGORIES, { owner, name });
  const categories = repository.discussionCategories.nodes.flatMap((one) => (one === null ? [] : [one.name]));
  return { enabled: repository.hasDiscussionsEnabled, categories };
}
