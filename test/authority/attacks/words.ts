import { COTERIE } from "../coterie.ts";
import { approval, approversNow, edit, say, takeBack } from "../deeds.ts";
import { nextGate, type Place, pause, runOf, SECOND, waitingGates } from "../place.ts";
import { atGate, early, type Moves } from "./move.ts";

/** Texts that hold the words of an approval, and are none. `GATE` stands for the gate's name. */
const NO_COMMANDS = [
  "> /approve GATE\n\nNot yet.",
  "> as I said:\n/approve GATE",
  "```\n/approve GATE\n```",
  "~~~\nhello\n/approve GATE\n~~~",
  "    /approve GATE",
  " /approve GATE",
  "- /approve GATE",
  "- do this:\n/approve GATE",
  "Please do not /approve GATE yet",
  "<!--\n/approve GATE\n-->",
  "<details>\n\n/approve GATE\n\n</details>",
  "/approve GATE\n===",
  "/\u0430pprove GATE",
  "\uff0fapprove GATE",
  "/approve\u200b GATE",
  "/approve GATE\u202e",
  "/approve GATE now",
  "/approve GATE.",
  "/approve --force GATE",
  "/approve all",
  "/approve",
  "/Approve GATE",
  "/constructor GATE",
] as const;

/** Of words that say less than they seem to. */
export const WORD_ATTACKS: Moves = {
  "what is no command looks like one": atGate((place) => {
    const text = place.chance.oneOf(NO_COMMANDS);
    return byApprover(place, text.replaceAll("GATE", nextGate(place)));
  }),
  "the name of the gate is misspelled": atGate((place) =>
    byApprover(
      place,
      place.chance.oneOf(["/approve PyPI", "/approve pyp\u0131", "/approve pypi/", "/approve pypi2"]),
    ),
  ),
  "another commit is named": atGate((place) => {
    const sha = runOf(place)?.headSha ?? "";
    const named = place.chance.oneOf([
      "abc1234",
      sha.slice(0, 6),
      `${sha.slice(0, 6)}x`,
      sha.slice(1, 9),
      `${sha}0`,
    ]);
    return byApprover(place, `/approve ${nextGate(place)} ${named}`);
  }),
  "no commit is named": atGate((place) => byApprover(place, `/approve ${nextGate(place)}`)),
  "the right commit is named": atGate((place) =>
    byApprover(place, `/approve ${nextGate(place)} ${(runOf(place)?.headSha ?? "").slice(0, 7)}`),
  ),
  "a harmless comment is edited into an approval": atGate(async (place) => {
    const comment = byApprover(place, "I will try it.");
    await pause(place, place.chance.oneOf([0, 0, 2 * SECOND]));
    const by = place.chance.oneOf([COTERIE.writer, comment?.author.login ?? COTERIE.writer]);
    edit(place, comment, approval(place), by);
  }),
  "an approval of one gate is edited into one of another": atGate(async (place) => {
    const comment = byApprover(place, "/approve testpypi");
    await pause(place, place.chance.oneOf([0, 0, 400]));
    edit(place, comment, "/approve pypi", COTERIE.writer);
  }),
  "an approval is edited before it is counted": atGate(async (place) => {
    const words = approval(place);
    const comment = byApprover(place, words);
    await pause(place, place.chance.oneOf([0, 200, 900, 2000]));
    edit(place, comment, place.chance.oneOf([`${words}\n`, "Not yet", `${words}\n\nGood.`]), COTERIE.writer);
  }),
  "an approval is taken back before it is counted": atGate(async (place) => {
    const comment = byApprover(place, approval(place));
    await pause(place, place.chance.oneOf([0, 200, 900, 2000]));
    takeBack(place, comment);
  }),
  "an approval contradicts itself": atGate((place) => {
    const words = approval(place);
    return byApprover(
      place,
      place.chance.oneOf([
        `${words}\n/hold`,
        `/hold\n${words}`,
        `${words}\n\n/reject ${nextGate(place)}`,
        // What can't be rejected shuts nothing by itself: the words alone contradict each other.
        `${words}\n\n/reject docs`,
      ]),
    );
  }),
  "somebody approves before any job is there": early((place) => byApprover(place, "/approve pypi")),
  "somebody approves in the second in which the gate begins to wait": early(async (place) => {
    await untilGateIs(place, place.chance.oneOf(["near", "there"]));
    return byApprover(place, approval(place));
  }),
  "somebody approves twice around the beginning": early(async (place) => {
    await untilGateIs(place, "near");
    const comment = byApprover(place, "/approve pypi");
    await pause(place, SECOND);
    return comment && say(place, COTERIE.outsider, "/approve pypi");
  }),
};

function byApprover(place: Place, text: string) {
  const approvers = approversNow(place);
  const login = approvers[place.chance.between(0, Math.max(0, approvers.length - 1))];
  return login === undefined ? undefined : say(place, login, text);
}

/** A moment before the build ends, and with it the way to the gates is free; or the very moment after. */
async function untilGateIs(place: Place, where: "near" | "there"): Promise<void> {
  const build = runOf(place)?.jobs.findLast(({ name }) => name.startsWith("build"));
  if (build?.status !== "in_progress") {
    return;
  }
  const ends = build.startedAt + (build.plan.seconds ?? 0) * SECOND;
  await place.clock.sleepUntil(ends - place.chance.oneOf([1, 300, 900, 1500]));
  for (let steps = 0; where === "there" && steps < 400 && waitingGates(place).length === 0; steps += 1) {
    await pause(place, 10);
  }
}
