import { warned, withWarning } from "../../notes/merge.ts";
import { LONGEST } from "../../notes/release-body.ts";
import { warningOn } from "../../notes/warning-text.ts";
import { memoryOf } from "../../release/attempt.ts";
import { factAt, given } from "../../release/fact.ts";
import { githubReleaseOf, latestFinal, publicReleaseOf } from "../../release/github-release.ts";
import type { Yank } from "../../release/memory.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { GithubRelease, Snapshot } from "../../release/snapshot.ts";
import { packagesOut, realGates } from "../../release/yank.ts";
import { phaseTitle } from "../phase-title.ts";
import { asCode, asLink } from "../safe.ts";
import { packageStep } from "../yank-way.ts";

const [DONE, OPEN, LEFT] = ["✅", "⬜", "➖"];

/** What is to be done once a release was yanked, each step ticked by what is seen; empty while nobody said so. */
export function yankSteps(phases: readonly PlannedPhase[], seen: Snapshot): string {
  const yank = memoryOf(seen).yank;
  if (yank === undefined) {
    return "";
  }
  const steps = [
    ...onIndexes(seen),
    ...ofNotes(seen, yank),
    ...latestStep(seen),
    nextStep(seen, yank),
    ...phases.flatMap(postStep),
  ];
  return [
    "**What to do about the bad files.** The app can't yank by itself: it has no account on any index. It watches, and ticks what it sees.",
    "",
    ...steps.map((step) => `- ${step}`),
  ].join("\n");
}

function onIndexes(seen: Snapshot): readonly string[] {
  const out = packagesOut(seen);
  const unseen = realGates(seen).filter(({ name }) => factAt(seen.index, name).is === "absent");
  return [
    ...out.map(
      (one) => `${one.state === "served" || one.state === "part" ? OPEN : DONE} ${packageStep(one, seen)}`,
    ),
    ...unseen.map(({ index }) => {
      return `${LEFT} On ${asCode(index)} the app finds nothing of this version. Look there yourself if the build's artifacts are gone: they name its packages.`;
    }),
  ];
}

function ofNotes(seen: Snapshot, yank: Yank): readonly string[] {
  const release = githubReleaseOf(seen);
  if (release === undefined) {
    return [];
  }
  const its = asLink("The GitHub release", release.url);
  return [
    release.draft
      ? `${OPEN} ${asLink("The draft", release.url)} is not public: delete it, so that nobody publishes it.`
      : notesStep(seen, { yank, release, its }),
  ];
}

type Notes = { readonly yank: Yank; readonly release: GithubRelease; readonly its: string };

function notesStep(seen: Snapshot, { yank, release: { body }, its }: Notes): string {
  const text = warningOn(seen, yank);
  switch (warned(body, text)) {
    case "there":
      return `${DONE} ${its} warns of it above its notes.`;
    case "edited":
      return `${DONE} ${its} warns of it in words that a person changed; they stay as they are.`;
    case "removed":
      return `${LEFT} ${its} warned of it until a person took that out; it stays out.`;
    case "other":
      return `${DONE} ${its} warns of it above its notes; what that says is being brought up to date.`;
    case "missing":
      return withWarning(body, text).length > LONGEST
        ? `${OPEN} ${its} has no room for a warning above its notes: shorten them, or write it yourself.`
        : `${OPEN} ${its} is being given a warning above its notes.`;
  }
}

/** Only people change it: which release is the latest is no question of bytes alone. */
function latestStep(seen: Snapshot): readonly string[] {
  const release = githubReleaseOf(seen);
  if (release === undefined || given(seen.latestRelease)?.id !== release.id) {
    return [];
  }
  const [own, should] = [asCode(seen.key.tag), latestFinal(seen)];
  return [
    should === undefined
      ? `${LEFT} GitHub shows ${own} as the latest release, and there is no other to show.`
      : `${OPEN} GitHub shows ${own} as the latest release: edit ${asLink(asCode(should.tag), should.url)}, tick *Set as the latest release*, and save.`,
  ];
}

function nextStep(seen: Snapshot, { next }: Yank): string {
  if (next === undefined) {
    return `${OPEN} \`/prepare <tag>\` on any issue opens the board of the version that comes in its place.`;
  }
  const [tag, board, release] = [asCode(next), given(factAt(seen.boards, next)), publicReleaseOf(seen, next)];
  if (release !== undefined) {
    return `${DONE} ${asLink(tag, release.url)} is released in its place.`;
  }
  if (board !== undefined) {
    return `${DONE} ${asLink("The board", board.url)} of ${tag}, which comes in its place, is there.`;
  }
  return factAt(seen.refs, `tags/${next}`).is === "seen"
    ? `${DONE} The tag ${tag}, which comes in its place, is there.`
    : `${OPEN} The board of ${tag}, which comes in its place, is being opened.`;
}

function postStep({ name, step }: PlannedPhase): readonly string[] {
  const { about } = phaseTitle(name);
  if (!name.startsWith("announce ") || about === undefined || step.is === "skipped") {
    return [];
  }
  const channel = asCode(about);
  if (step.is !== "done") {
    return [`${OPEN} The post on ${channel} is being given the warning.`];
  }
  const isAsItShouldBe = step.why?.is === "announced" && (step.notices ?? []).length === 0;
  return [
    isAsItShouldBe
      ? `${DONE} The post on ${channel} says it.`
      : `${OPEN} The post on ${channel} can't be changed by the app: tell people there.`,
  ];
}
