import { PEOPLE } from "../../src/sandbox/scenes/project.ts";
import { createChance } from "./chance.ts";
import { answerTo, GREETING, reopen, say } from "./deeds.ts";
import { unhold } from "./insist.ts";
import {
  boardOf,
  MINUTE,
  type Moment,
  markUnder,
  momentOf,
  pause,
  releaseOf,
  type Town,
  tagOf,
} from "./town.ts";

/** What people do by hand, past the app, by the moment at which they do it. Each leaves the release half finished. */
const MISHAPS = {
  checks: ["board closed"],
  gates: ["board closed"],
  publishing: ["board closed"],
  drafted: [
    "board closed",
    "draft deleted",
    "asset deleted",
    "published by hand",
    "published without its asset",
  ],
  over: ["asset deleted", "release deleted", "nothing"],
} as const satisfies { readonly [M in Moment]?: readonly string[] };

type MishapMoment = keyof typeof MISHAPS;
type Deed = { readonly [M in MishapMoment]: (typeof MISHAPS)[M][number] }[MishapMoment];

/** Something that happens in a world and not in its undisturbed twin, and after which `/resume` is to help. */
export type Mishap = { readonly at: MishapMoment; readonly is: Deed };

const ALL: readonly Mishap[] = (Object.keys(MISHAPS) as MishapMoment[]).flatMap((at) =>
  MISHAPS[at].map((is) => ({ at, is })),
);

/** The kinds of what people do past the app. */
export const MISHAP_KINDS: readonly Mishap["is"][] = [...new Set(ALL.map(({ is }) => is))];

/** Whoever hears nothing asks again, so many times. */
const MOST_ASKED = 5;

/** For what is to follow from a mishap nobody waits longer. */
const LONGEST_WAIT = 120 * MINUTE;

/** The mishap of a world. */
export function mishapOf(seed: number): Mishap {
  const [first = { at: "over", is: "nothing" } as const, ...others] = ALL;
  return createChance(`mishap ${seed}`).oneOf([first, ...others]);
}

/** The mishap happens, time goes by, and somebody asks the app to take it from there. */
export async function befall(town: Town, { at, is }: Mishap): Promise<void> {
  town.note(`! ${is} (${at})`);
  const before = releaseOf(town)?.body ?? "";
  DEEDS[is](town);
  await pause(town, town.chance.between(0, 20) * MINUTE);
  reopen(town);
  // What is public is completed while nobody holds the release: the answer says so.
  await unhold(town);
  await askToResume(town);
  if (releaseOf(town)?.body !== before && before.includes(GREETING)) {
    await greetAgain(town);
  }
}

async function askToResume(town: Town): Promise<void> {
  for (let times = 0; times < MOST_ASKED; times += 1) {
    const comment = await say(town, PEOPLE.writer, "/resume");
    if (comment === undefined) {
      return;
    }
    await answerTo(town, comment);
    if (markUnder(comment) !== "none") {
      return;
    }
  }
}

/** What people have written into a draft went with it: once there is another, they write it again. */
async function greetAgain(town: Town): Promise<void> {
  const latest = town.clock.now() + LONGEST_WAIT;
  while (town.clock.now() < latest && momentOf(town) !== "drafted") {
    await pause(town, MINUTE);
  }
  const draft = releaseOf(town);
  if (draft !== undefined && !(draft.body ?? "").includes(GREETING)) {
    town.project.repo.editRelease(draft.id, { body: `${GREETING}\n\n${draft.body}` }, PEOPLE.writer);
    town.note(`${PEOPLE.writer} edits the draft again`);
  }
}

const DEEDS: { readonly [D in Deed]: (town: Town) => void } = {
  nothing: () => undefined,
  "board closed": (town) => {
    const board = boardOf(town);
    if (board !== undefined) {
      town.project.repo.closeIssue(board.number, PEOPLE.maintainer);
    }
  },
  "draft deleted": deleteRelease,
  "release deleted": deleteRelease,
  "asset deleted": deleteAsset,
  "published by hand": publish,
  "published without its asset": (town) => {
    deleteAsset(town);
    publish(town);
  },
};

function deleteRelease(town: Town): void {
  const release = releaseOf(town);
  if (release !== undefined) {
    town.project.repo.deleteRelease(release.id, PEOPLE.maintainer);
  }
}

function deleteAsset(town: Town): void {
  const [asset] = releaseOf(town)?.assets ?? [];
  if (asset !== undefined) {
    town.project.repo.deleteAsset(asset.id);
  }
}

/** As GitHub's page does it, with the marks that the app would give it. */
function publish(town: Town): void {
  const release = releaseOf(town);
  if (release !== undefined) {
    const makeLatest = release.prerelease ? "false" : "true";
    town.project.repo.editRelease(
      release.id,
      { draft: false, tag: tagOf(town), makeLatest },
      PEOPLE.maintainer,
    );
  }
}
