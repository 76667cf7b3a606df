import type { Said } from "../release/answer.ts";
import { gateNamed } from "../release/gate.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { type Command, type Judgement, refused, unless } from "./command.ts";
import { mayApprove } from "./delegations.ts";
import { commandsIn } from "./parse.ts";
import { hasRole, isApprover, type Verdict } from "./rights.ts";

/** One saying of a command, and who may say it. */
export type Saying = {
  readonly said: Said;
  readonly seen: Snapshot;
  readonly by: Person;
  readonly who: Command["who"];
};

/** Something that must hold of every command: gives why it does not, or the facts that are missing. */
export type CommandRule = {
  readonly name: string;
  readonly judge: (saying: Saying) => Judgement | undefined;
};

/** Whatever the command, these come first. */
export const COMMAND_RULES: readonly CommandRule[] = [
  {
    name: "whoever says it has the right to, at this moment",
    judge: (saying) => unless(verdictOn(saying)),
  },
  {
    name: "nobody has edited the comment",
    judge: ({ said }) => (said.comment.edited ? refused({ is: "edited" }) : undefined),
  },
  { name: "the same comment neither holds nor rejects", judge: notContradicted },
];

/** Why a command does not count, whatever it is; undefined when nothing speaks against it. */
export function againstCommand(saying: Saying): Judgement | undefined {
  return firstOf(COMMAND_RULES, saying);
}

/** What the first rule says that does not hold. */
export function firstOf<About>(
  rules: readonly { readonly judge: (about: About) => Judgement | undefined }[],
  about: About,
): Judgement | undefined {
  for (const rule of rules) {
    const judgement = rule.judge(about);
    if (judgement !== undefined) {
      return judgement;
    }
  }
  return undefined;
}

/** A comment that both opens and closes says neither clearly: what closes wins, and is named. */
function notContradicted({ said }: Saying): Judgement | undefined {
  const opens = said.command === "approve" || said.command === "publish";
  const closes = commandsIn(said.comment).find(({ command }) => command === "hold" || command === "reject");
  return opens && closes !== undefined ? refused({ is: "contradicted", by: `/${closes.word}` }) : undefined;
}

function verdictOn(saying: Saying): Verdict {
  const { who, seen, by } = saying;
  switch (who) {
    case "anyone":
      return { is: "may", by: "anyone" };
    case "approvers":
      return atGate(saying);
    default:
      return hasRole(seen, by, who);
  }
}

/** A right that was lent is for approving, and for nothing else. */
function atGate({ said, seen, by }: Saying): Verdict {
  const gate = gateNamed(seen, said.words[0] ?? "");
  return said.command === "approve" ? mayApprove(seen, by, gate) : isApprover(seen, by, gate);
}
