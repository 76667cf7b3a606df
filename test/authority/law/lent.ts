import type { Account } from "../../../src/sandbox/github/accounts.ts";
import { asOf, type Voice } from "../history.ts";
import type { Gate } from "../policy.ts";
import { type Case, roleBy, saying } from "./case.ts";
import { marksOn } from "./marks.ts";
import { againstWord, atLeast, mayApprove } from "./people.ts";
import { underThePolicyInForce } from "./rules-in-force.ts";

/** Whose voice somebody's approval of a gate is: their own, or that of whoever lent them the right; none's at all. */
export function voiceFor(voice: Voice, at: Case, gate: Gate): Account | undefined {
  return mayApprove(voice, at, gate) ? voice.author : lendersTo(voice.author, at, gate)[0];
}

/** Those whose `/delegate` stands when the app looks, and who may approve themselves. */
function lendersTo(borrower: Account, at: Case, gate: Gate): readonly Account[] {
  return saying(at, "delegate")
    .filter(({ words }) => words.length === 2 && words[1] === gate)
    .filter(({ voice, words: [user = ""] }) => isTo(voice, at, { user, borrower }))
    .map(({ voice }) => voice)
    .filter((voice) => isStanding(voice, at) && mayApprove(voice, at, gate))
    .map(({ author }) => author);
}

type To = { readonly user: string; readonly borrower: Account };

/** The account that had the name when the app answered. */
function isTo(voice: Voice, at: Case, { user, borrower }: To): boolean {
  const answered = answerTo(voice, at);
  const names = at.history.names.filter(({ account }) => account === borrower.id);
  const login = answered === undefined ? undefined : asOf(names, answered)?.login;
  return login?.toLowerCase() === user.replace("@", "").toLowerCase();
}

/** Said of this run, under these rules, by somebody who might, and not taken back. */
function isStanding(voice: Voice, at: Case): boolean {
  const answered = answerTo(voice, at);
  return (
    answered !== undefined &&
    againstWord(voice, at) === undefined &&
    voice.said.at > at.run.createdAt &&
    underThePolicyInForce(voice, at) &&
    atLeast(roleBy(at.history, voice.author.id, answered), "maintain")
  );
}

function answerTo(voice: Voice, at: Case): number | undefined {
  const marks = marksOn(at, voice, at.look.act);
  return marks.has("confused") ? undefined : (marks.get("eyes") ?? marks.get("rocket"));
}
