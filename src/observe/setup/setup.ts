import { configured, patternsOf } from "../../doctor/configuration.ts";
import { exampleTag } from "../../doctor/example-tag.ts";
import { setupGates } from "../../doctor/gated.ts";
import type { Reading } from "../../github/github.ts";
import { given, seen, unseen } from "../../release/fact.ts";
import type { Setup } from "../../release/setup.ts";
import { guarded } from "../guarded.ts";
import { together } from "../together.ts";
import { discussions, labelNames, tagRulesets } from "./around.ts";
import { environmentSettings, type IsOurs } from "./environment.ts";
import { workflowFiles } from "./files.ts";

/** What is known before, each asked for in another way by the app and by a person. */
export type Known = Pick<Setup, "repository" | "installation" | "configuration" | "channels">;

/** What a repository's settings and files say. What is not answered, or not shown to the token, is told as that. */
export async function readSetup(github: Reading, known: Known, isOurs: IsOurs): Promise<Setup> {
  const named = configured(known)?.release.discussion !== undefined;
  const [there, workflows, rulesets, labels, categories] = await together([
    guarded(() => tagNames(github)),
    guarded(async () => seen(await workflowFiles(github))),
    guarded(async () => seen(await tagRulesets(github))),
    guarded(async () => seen(await labelNames(github))),
    named ? guarded(async () => seen(await discussions(github, known.repository))) : unasked,
  ]);
  const tag = exampleTag(patternsOf(known), given(there) ?? []);
  const gates = setupGates({ ...known, workflows, tag });
  const environments = await together(
    gates.map(
      async ({ name }) => [name, await guarded(() => environmentSettings(github, name, isOurs))] as const,
    ),
  );
  return {
    ...known,
    tag,
    workflows,
    rulesets,
    labels,
    discussions: categories,
    environments: Object.fromEntries(environments),
  };
}

const unasked = Promise.resolve(unseen);

async function tagNames(github: Reading) {
  const found = await github.read("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", { ref: "tags/" });
  return seen(found.map(({ ref }) => ref.replace(/^refs\/tags\//, "")));
}
