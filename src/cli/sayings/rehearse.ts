import { readConfiguration } from "../../config/configuration.ts";
import { type Saying, said } from "../../replies/saying.ts";
import { boardText } from "../rehearse/board-text.ts";
import type { Ending, Happening } from "../rehearse/conduct.ts";
import type { NoRehearsal, Presumed, Rehearsal } from "../rehearse/rehearsal.ts";
import {
  endingText,
  happeningText,
  noFolder,
  noRehearsalText,
  type Outcome,
  openingText,
} from "../rehearse/text.ts";

const PATH = ".github/workflows/release.yml";
const AT = Date.parse("2026-11-20T18:01:33Z");

const PRESUMED: readonly Presumed[] = [
  { is: "no-configuration" },
  { is: "tag", tag: "v1.0.0" },
  { is: "runs", job: "publish", condition: "vars.PUBLISH == 'yes'" },
  { is: "one-of-many", job: "wheels" },
  { is: "unseen", job: "provenance", uses: "acme/workflows/.github/workflows/sign.yml@v2" },
];

const NOTHING = { is: "none" } as const;
const job = {
  id: "build",
  name: "build",
  needs: [],
  runs: "yes",
  environment: NOTHING,
  work: [],
  several: false,
} as const;

/** An empty file is always valid. */
const reading = readConfiguration("", "");

const rehearsals: Readonly<Record<string, Rehearsal>> =
  reading.is === "broken"
    ? {}
    : Object.fromEntries(
        (["pypi", "testpypi"] as const).map((_, index, all) => {
          const guarded = all.slice(0, index + 1);
          const shape = {
            is: "tag-first",
            path: PATH,
            jobs: [job, job],
            environments: guarded,
            besides: [],
          } as const;
          const { configuration } = reading;
          const presumed = index === 0 ? PRESUMED : [];
          const more = { version: "5.0.0", configuration, files: {} };
          return [
            `${guarded.length} gates`,
            { repository: "acme/rocket", tag: "v5.0.0", shape, guarded, presumed, ...more },
          ];
        }),
      );

const BEFORE = boardText("Release v5.0.0", "**Waiting for the release workflow.**\n\nJobs: 4 of 5 green\n");
const NOW = boardText("Release v5.0.0", "**Waiting for maintainers.**\n\nArtifacts there: `dist`.\n");

const HAPPENINGS: Readonly<Record<string, Happening>> = {
  "the board changes": { is: "board", at: AT, board: NOW },
  "somebody says something": { is: "said", at: AT, by: "maintainer-1", words: "/approve pypi" },
  "the app answers": { is: "answered", at: AT, words: "Not opened: the gate wants two approvals." },
};

const OUTCOME: Outcome = {
  opened: ["testpypi", "pypi"],
  served: { testpypi: 2, pypi: 2 },
  public: "rocket v5.0.0",
  announced: 1,
  states: 7,
  minutes: 6,
};

const NONE: Outcome = { opened: [], served: {}, announced: 0, states: 1, minutes: 1 };

const ENDINGS: Readonly<Record<string, readonly [Ending, Outcome]>> = {
  released: [{ is: "released", status: "v5.0.0 is released." }, OUTCOME],
  "released, announced twice": [
    { is: "released", status: "v5.0.0 is released." },
    { ...OUTCOME, announced: 2 },
  ],
  stuck: [{ is: "stuck", status: "Stopped at version." }, NONE],
  "stuck, after an answer": [
    { is: "stuck", status: "Waiting for maintainers.", answer: "Not opened." },
    NONE,
  ],
  "no board": [{ is: "no-board" }, NONE],
};

const NOT: { readonly [Is in NoRehearsal["is"]]: Extract<NoRehearsal, { readonly is: Is }> } = {
  shape: { is: "shape", because: { is: "no-workflow" } },
  tag: { is: "tag", problem: { is: "wrong-word", word: "latest", scheme: "pep440" } },
  "configuration-broken": {
    is: "configuration-broken",
    faults: [
      { path: "gates.pypi", says: "line 3, column 5: must be a mapping, not text", remedy: "Write one." },
    ],
  },
};

/** What `rehearse` answers; what the board says is the app's own. */
export function rehearseSayings(): readonly Saying[] {
  return [
    ...said("rehearse: it begins, with", rehearsals, openingText),
    ...said("rehearse:", HAPPENINGS, (one) => happeningText(one, BEFORE)),
    ...said("rehearse: it ends:", ENDINGS, ([ending, outcome]) =>
      endingText(ending, { tag: "v5.0.0" }, outcome),
    ),
    {
      where: "rehearse: it begins, with no gate",
      text: Object.values(rehearsals)
        .slice(0, 1)
        .map((one) => openingText({ ...one, guarded: [], presumed: [] }))
        .join(""),
    },
    ...said("rehearse: nothing, for the", NOT, noRehearsalText),
    { where: "rehearse: no folder", text: noFolder("elsewhere", "ENOENT") },
  ];
}
