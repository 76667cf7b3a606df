import { expect, it } from "vitest";
import { draftLine } from "../../src/cli/demo/draft-line.ts";

const PULL = "https://github.com/octo/tool/pull";
const NOTES = `## What's Changed
* Mend the icon by @ann in ${PULL}/1
* A nice one in ${PULL}/2

<details><summary>1 update of dependencies by bots</summary>

* Bump it by dependabot in ${PULL}/3

</details>

## New Contributors
* @ann made their first contribution in ${PULL}/1

## Thanks to our external contributors

- @ann (#1)
- Some Body

Translations: @linh (Vietnamese, Thai), @ann

**Full Changelog**: https://github.com/octo/tool/compare/v4.2.9...v5.0.0`;

it.each([
  [
    "all there is",
    NOTES,
    "with what came since v4.2.9: 3 pull requests, 3 thanked by name, 1 for the first time",
  ],
  ["nothing", "", "with everything: 0 pull requests, 0 thanked by name"],
])("a draft's line tells %s", (_, notes, told) => {
  expect(draftLine("Tool v5.0.0", notes)).toBe(`drafts the GitHub release “Tool v5.0.0” ${told}`);
});
