import type { Comment } from "../../../sandbox/github/comments.ts";
import { people } from "../people.ts";
import { boardOf } from "../standing.ts";
import type { Playground } from "../world.ts";
import { cannot, type Deed, type Fields } from "./deed.ts";

/** Somebody comments on the board: what a button says, else what they wrote. */
export const comment: Deed = (world, fields) => {
  const { repo, memory } = world;
  const board = boardOf(world);
  const by = fields.get("by") ?? "";
  const text = (fields.get("command") ?? fields.get("text") ?? "").replaceAll("\r\n", "\n");
  if (!people(world).some(({ login }) => login === by))
    return cannot("Nobody here has that name: choose who speaks.");
  if (board === undefined) return cannot("There is no board to comment on yet: push a tag first.");
  if (text.trim() === "")
    return cannot("The comment is empty: write something, or press one of the commands.");
  return {
    is: "can",
    who: by,
    what: `on the board: ${quoted(text)}`,
    act() {
      memory.speaker = by;
      repo.comment(board.number, by, text);
    },
  };
};

/** Somebody changes the text of their comment. */
export const editComment: Deed = (world, fields) => {
  const own = ownComment(world, fields);
  const text = (fields.get("text") ?? "").replaceAll("\r\n", "\n");
  if (own === undefined)
    return cannot("That comment is not there any more: the thread shows those that are.");
  if (text.trim() === "") return cannot("A comment needs some text: delete it instead.");
  return {
    is: "can",
    who: own.author.login,
    what: `edits a comment: ${quoted(text)}`,
    act: () => world.repo.editComment(own.id, text, own.author.login),
  };
};

/** Somebody deletes their comment. */
export const deleteComment: Deed = (world, fields) => {
  const own = ownComment(world, fields);
  return own === undefined
    ? cannot("That comment is not there any more: the thread shows those that are.")
    : {
        is: "can",
        who: own.author.login,
        what: `deletes the comment ${quoted(own.body)}`,
        act: () => world.repo.deleteComment(own.id, own.author.login),
      };
};

/** A comment on the board by somebody who can be played; nobody plays the app. */
function ownComment(world: Playground, fields: Fields): Comment | undefined {
  const board = boardOf(world);
  const id = Number(fields.get("comment"));
  const logins = people(world).map(({ login }) => login);
  return (
    board &&
    world.repo.comments(board.number).find((one) => one.id === id && logins.includes(one.author.login))
  );
}

/** Its first line, as code. */
function quoted(text: string): string {
  const [first = "", ...more] = text.trim().split("\n");
  return `\`${first.slice(0, 80).replaceAll("`", "'")}\`${more.length > 0 || first.length > 80 ? " …" : ""}`;
}
