import type { Said } from "../release/answer.ts";
import { memoryOf, releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { factAt, given } from "../release/fact.ts";
import { gateNamed, gatesOf } from "../release/gate.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import {
  acceptedWith,
  type Command,
  done,
  type Judgement,
  looking,
  refused,
  unless,
  unlessSeen,
} from "./command.ts";
import { isApprover } from "./rights.ts";

/** `@login` or `login`. https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
const LOGIN = /^@?(?<login>[a-z\d](?:[\w-]{0,98}[a-z\d])?)$/i;

/**
 * `/delegate @user <gate>`: lets one person approve one gate of this release, in the place of whoever says it.
 * Remembered on the board with the account's number, so that a login that changes hands carries nothing along.
 */
export const delegate: Command = {
  name: "delegate",
  usage: "/delegate @user <gate>",
  example: "/delegate @octocat pypi",
  who: "maintain",
  effect: "lets one person approve one gate of this release in your place; the two of you count as one",
  judge(said, { seen }, by) {
    const unclear = unlessSeen(seen, "tag", "runs", "deployments", "pending", "board");
    if (unclear !== undefined) {
      return unclear;
    }
    const [user = "", name = "", ...rest] = said.words;
    const login = LOGIN.exec(user)?.groups?.["login"];
    if (login === undefined || name === "" || rest.length > 0) {
      return refused({ is: "wrong-words", usage: delegate.usage });
    }
    const gate = gateNamed(seen, name);
    return gate === undefined
      ? refused({ is: "unknown-gate", said: name, gates: gatesOf(seen).map((one) => one.name) })
      : lend(said, seen, { gate, by, login });
  },
};

type Lending = { readonly gate: Gate; readonly by: Person; readonly login: string };

function lend(said: Said, seen: Snapshot, { gate, by, login }: Lending): Judgement {
  if (isRemembered(seen, said, login)) {
    return done;
  }
  const began = releaseRun(seen)?.createdAt;
  if (began === undefined || said.comment.createdAt <= began) {
    return refused({ is: "superseded" });
  }
  // Nobody can lend what is not theirs: a right that was lent can't be lent on.
  const own = unless(isApprover(seen, by, gate));
  if (own !== undefined) {
    return own;
  }
  return toWhom(said, seen, { gate, by, login });
}

function toWhom(said: Said, seen: Snapshot, { gate, by, login }: Lending): Judgement {
  const account = factAt(seen.accounts, login.toLowerCase());
  const board = given(seen.board);
  if (account.is === "unseen") {
    return looking([{ at: "account", login }]);
  }
  if (account.is === "unknown" || board === undefined) {
    return looking([]);
  }
  if (account.is === "absent") {
    return refused({ is: "no-such-account", login });
  }
  const { id, login: spelt } = account.value;
  if (id === by.id) {
    return refused({ is: "own-right", gate: gate.name });
  }
  const { id: comment, createdAt: at } = said.comment;
  const delegation = {
    gate: gate.name,
    to: { id, login: spelt },
    by: { id: by.id, login: by.login },
    comment,
    at,
  };
  return acceptedWith({ do: "remember", board: board.number, change: { to: "delegation", delegation } });
}

function isRemembered(seen: Snapshot, { comment, words }: Said, login: string): boolean {
  const { delegations = [] } = memoryOf(seen);
  return delegations.some(
    (one) =>
      one.comment === comment.id &&
      one.gate === words[1] &&
      one.to.login.toLowerCase() === login.toLowerCase(),
  );
}
