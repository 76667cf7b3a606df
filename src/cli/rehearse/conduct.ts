import { HOUR, MINUTE, SECOND } from "../../release/instant.ts";
import type { Issue } from "../../sandbox/github/issues.ts";
import { type Asked, askedBy, type BoardText, boardText } from "./board-text.ts";
import type { Cast } from "./cast.ts";
import type { RehearsalWorld } from "./world.ts";

/** One thing that happens: the board has another text, or somebody says something on it. */
export type Happening =
  | { readonly is: "board"; readonly at: number; readonly board: BoardText }
  | { readonly is: "said"; readonly at: number; readonly by: string; readonly words: string }
  | { readonly is: "answered"; readonly at: number; readonly words: string };

/** How it ended. `status` is the board's first line. */
export type Ending =
  | { readonly is: "released"; readonly status: string }
  /** The board asks nobody for anything any more, or for what was said already. */
  | { readonly is: "stuck"; readonly status: string; readonly answer?: string }
  | { readonly is: "no-board" };

/** Nothing in a rehearsal takes longer by itself: the world waits for nobody outside. */
const PATIENCE = 2 * HOUR;

type Show = (happening: Happening) => void;

/** Pushes the tag, and has people say what the board asks them for until it closes, or nothing moves any more. */
export async function conduct(
  world: RehearsalWorld,
  { cast, tag }: { cast: Cast; tag: string },
  show: Show,
): Promise<Ending> {
  const { repo, clock, pass } = world;
  const follow = followBoard(world, show);
  const said = new Set<string>();
  repo.pushTag(tag, { by: cast.tagger, annotated: { message: tag } });
  let moved = clock.now();
  while (clock.now() - moved < PATIENCE) {
    await pass(20 * SECOND);
    const board = repo.issues().find(({ author }) => author.type === "Bot");
    moved = follow(board) ? clock.now() : moved;
    if (board?.state === "closed") {
      return ended(board);
    }
    const words = board && nextWords(board, { cast, said });
    if (board !== undefined && words !== undefined) {
      show({ is: "said", at: clock.now(), ...words });
      repo.comment(board.number, words.by, words.words);
      moved = clock.now();
      await pass(MINUTE);
    }
  }
  const board = repo.issues().find(({ author }) => author.type === "Bot");
  return board === undefined ? { is: "no-board" } : stuck(board);
}

/** The board is closed also where a release comes to nothing. */
function ended(board: Issue): Ending {
  return board.stateReason === "completed" ? { is: "released", status: statusOf(board) } : stuck(board);
}

function stuck(board: Issue): Ending {
  const answer = board.comments.findLast(({ author, deleted }) => author.type === "Bot" && !deleted)?.body;
  return {
    is: "stuck",
    status: statusOf(board),
    ...(answer === undefined ? {} : { answer: boardText("", answer).lines.join(" ") }),
  };
}

function statusOf({ title, body }: Issue): string {
  return boardText(title, body ?? "").lines[0] ?? title;
}

/** Shows what is new on the board, and what the app answers; gives whether anything is. */
function followBoard({ sandbox, clock }: RehearsalWorld, show: Show): (board: Issue | undefined) => boolean {
  let seen = 0;
  let answers = 0;
  return (board) => {
    const fresh = sandbox.exchanges.slice(seen).filter(({ status }) => status !== null && status < 300);
    seen = sandbox.exchanges.length;
    const states = fresh.flatMap(({ method, route, at, requestBody, responseBody }) => {
      const isBoard = BOARD_ROUTES.includes(`${method} ${route}`);
      const { title, body } = { ...textsOf(responseBody), ...textsOf(requestBody) };
      return isBoard && body !== undefined ? [{ at, board: boardText(title ?? "", body) }] : [];
    });
    for (const state of states) show({ is: "board", ...state });
    const told = (board?.comments ?? []).filter(({ author }) => author.type === "Bot");
    for (const { body } of told.slice(answers)) {
      show({ is: "answered", at: clock.now(), words: boardText("", body).lines.join(" ") });
    }
    const isMore = states.length > 0 || told.length > answers;
    answers = told.length;
    return isMore;
  };
}

const BOARD_ROUTES: readonly string[] = [
  "POST /repos/{owner}/{repo}/issues",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
];

function textsOf(body: unknown): { readonly title?: string; readonly body?: string } {
  return typeof body === "object" && body !== null ? body : {};
}

type Memory = { readonly cast: Cast; readonly said: Set<string> };

/** Who says what next; everybody says a thing once, what is optional first. */
function nextWords(
  { body }: Issue,
  { cast, said }: Memory,
): { readonly by: string; readonly words: string } | undefined {
  const asked = askedBy(body ?? "").toSorted((a, b) => Number(b.optional) - Number(a.optional));
  for (const { command } of asked) {
    const by = speakers(command, cast).find((login) => !said.has(`${login} ${command}`));
    if (by !== undefined) {
      said.add(`${by} ${command}`);
      return { by, words: command };
    }
  }
  return undefined;
}

function speakers(command: Asked["command"], cast: Cast): readonly string[] {
  const [name, what = ""] = command.split(" ");
  switch (name) {
    case "/approve":
      return cast.approversOf(what);
    case "/tested":
      return [cast.tester];
    default:
      return [cast.maintainer];
  }
}
