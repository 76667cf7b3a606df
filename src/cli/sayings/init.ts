import { type Saying, said } from "../../replies/saying.ts";
import { shapeRefusalText } from "../../replies/shape.ts";
import type { Doubt, Of } from "../init/doubt.ts";
import { fileText } from "../init/file-text.ts";
import type { Proposal } from "../init/proposal.ts";
import {
  doubtText,
  dryText,
  EXISTS,
  noCheckout,
  refusedText,
  unfitText,
  unwritableText,
  writtenText,
} from "../init/text.ts";
import { CONFIGURATION } from "../tag/shown.ts";

const PATH = ".github/workflows/release.yml";

const PROPOSAL: Proposal = {
  tags: ["v*"],
  workflow: "release.yml",
  version: "pyproject.toml",
  gates: [
    { name: "testpypi", index: "testpypi", package: "rocket", artifacts: ["dist"], optional: true },
    { name: "pypi", index: "pypi", package: "rocket", artifacts: ["dist"], optional: false },
  ],
  others: ["installer"],
  people: { is: "codeowners", file: ".github/CODEOWNERS" },
  doubts: [],
};

const { workflow: _, version: __, ...BARE } = PROPOSAL;

const FILES: Readonly<Record<string, Proposal>> = {
  "one workflow, and CODEOWNERS": PROPOSAL,
  "several packages, and MAINTAINERS": {
    ...BARE,
    tags: ["core-v*", "cli-v*"],
    version: "none",
    people: { is: "maintainers", file: "MAINTAINERS.md", logins: ["ann-example", "bob-example"] },
  },
  "no version, and nobody named": {
    ...BARE,
    people: { is: "authors", names: ["Ann Example", "Bob Example"] },
  },
};

const DOUBTS: { readonly [Is in Doubt["is"]]: Of<Is> } = {
  "no-tags": { is: "no-tags", tags: ["v*"] },
  "other-tags": { is: "other-tags", tags: ["3.6.3", "3.7.0"], patterns: ["v*"] },
  "version-computed": { is: "version-computed", path: "pyproject.toml" },
  "version-unread": { is: "version-unread", path: "pyproject.toml", why: "cannot be read (line 3)" },
  "several-versions": { is: "several-versions", files: ["core/pyproject.toml", "cli/pyproject.toml"] },
  "no-index": { is: "no-index", gate: "docs" },
  "several-indexes": { is: "several-indexes", gate: "release", index: "pypi" },
  package: { is: "package", gate: "pypi", found: ["rocket-core", "rocket-cli"] },
  "no-artifact": { is: "no-artifact", gate: "pypi" },
  ungated: { is: "ungated", path: PATH, job: "publish" },
  "makes-release": { is: "makes-release", path: PATH, job: "deploy" },
  besides: { is: "besides", paths: [".github/workflows/docs.yml"] },
  members: { is: "members", people: { is: "authors", names: [] } },
  rule: { is: "rule", gates: ["testpypi", "pypi"] },
};

const MORE: Readonly<Record<string, Doubt>> = {
  "other-tags, one": { is: "other-tags", tags: ["3.7.0"], patterns: ["v*"] },
  "version-computed, and no file": { is: "version-computed" },
  "package, none found": { is: "package", gate: "pypi", found: [] },
  "members, in MAINTAINERS": {
    is: "members",
    people: { is: "maintainers", file: "MAINTAINERS.md", logins: ["ann-example"] },
  },
  "besides, two": { is: "besides", paths: [".github/workflows/ci.yml", ".github/workflows/docs.yml"] },
};

/** What `init` writes and answers. */
export function initSayings(): readonly Saying[] {
  const doubts = [DOUBTS.rule];
  return [
    ...said("init: the file of", FILES, fileText),
    { where: "init: written", text: writtenText(CONFIGURATION, doubts) },
    { where: "init: only shown", text: dryText(doubts) },
    ...said("init: not sure:", DOUBTS, doubtText),
    ...said("init: not sure:", MORE, doubtText),
    { where: "init: there already", text: EXISTS },
    { where: "init: not conducted", text: refusedText(shapeRefusalText({ is: "no-workflow" })) },
    {
      where: "init: an environment that no command can name",
      text: unfitText([
        {
          path: "gates.npm registry",
          says: "line 12, column 3: cannot be typed in a command",
          remedy: "Rename it.",
        },
      ]),
    },
    { where: "init: a file that can't be written", text: unwritableText(CONFIGURATION, "EACCES") },
    { where: "init: no checkout", text: noCheckout("not a git repository") },
  ];
}
