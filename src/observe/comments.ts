import type { Data } from "../github/routes.ts";
import type { ReadMarker } from "../markers.ts";
import { aboardOf } from "../release/aboard.ts";
import { issueAtDesk } from "../release/desk.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import { withoutMarker } from "../release/marker-text.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { boardCommentsIn } from "./board-comment.ts";
import { detailsOf } from "./comment-details.ts";
import type { CommentDetail, Eyes, Reader } from "./eyes.ts";
import { instant } from "./stamp.ts";

type RawComment = Data<"GET /repos/{owner}/{repo}/issues/{issue_number}/comments">[number];

/**
 * The board's comments, oldest first. Those with a command are read again by node: null there means deleted.
 * https://docs.github.com/rest/issues/comments#list-issue-comments
 */
export const comments: Reader<Fact<readonly Comment[]>> = async (eyes, known) => {
  const issue = issueAtDesk(known.key) ?? given(known.board)?.number;
  if (issue === undefined) {
    return absent;
  }
  const raw = await eyes.github.readAll("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    issue_number: issue,
  });
  const details = await detailsOf(eyes, raw.filter(mayCommand));
  const boards = await boardCommentsIn(eyes, known, { comments: raw, issue });
  const all = raw
    .filter((one) => !mayCommand(one) || details.has(one.node_id))
    .map((one) => {
      const board = boards.get(one.id);
      const own = ownWords(eyes, known, { one, board: issue });
      return comment(one, details.get(one.node_id), board === undefined ? own : { ...own, board });
    });
  const board = given(known.board);
  const on = board === undefined ? undefined : aboardOf(known.key.tag, board, [...boards.values()]);
  return seen(on === undefined ? all : all.map((one) => ({ ...one, aboard: on })));
};

/** A slash at the start of a line: everything else is talk among people, or our own replies. */
function mayCommand(raw: RawComment): boolean {
  return raw.user?.type === "User" && /^\/[a-z]/m.test(raw.body ?? "");
}

type OwnWords = Pick<Comment, "answers" | "refuses" | "started" | "reminds" | "callOut" | "board">;

function comment(raw: RawComment, detail: CommentDetail | undefined, own: OwnWords): Comment {
  const mine = new Set(
    (detail?.reactionGroups ?? []).filter((group) => group.viewerHasReacted).map((group) => group.content),
  );
  const outcome = mine.has("CONFUSED") ? "refused" : mine.has("ROCKET") ? "done" : undefined;
  return {
    id: raw.id,
    node: raw.node_id,
    ...(raw.user ? { author: { id: raw.user.id, login: raw.user.login, bot: raw.user.type === "Bot" } } : {}),
    viaApp: raw.performed_via_github_app !== null && raw.performed_via_github_app !== undefined,
    body: raw.body ?? "",
    createdAt: instant(raw.created_at),
    edited: typeof detail?.lastEditedAt === "string",
    url: raw.html_url,
    claimed: mine.has("EYES"),
    ...(outcome === undefined ? {} : { outcome }),
    ...own,
  };
}

/** What a comment of ours answers or reminds of, as its genuine marker says. */
function ownWords(
  { markers }: Eyes,
  known: Snapshot,
  { one, board }: { readonly one: RawComment; readonly board: number },
): OwnWords {
  if (one.user?.login !== `${known.app.slug}[bot]`) {
    return {};
  }
  const read = markers.read(one.body ?? "", { repository: known.key.repository, issue: board });
  const own = (name: string) => read?.marker[name];
  const [answers, refuses, started, reminds] = ["answers", "refuses", "started", "reminds"].map(own);
  return {
    ...(typeof answers === "number" ? { answers } : {}),
    // Its marker is genuine: the app wrote it so.
    ...(Array.isArray(refuses) ? { refuses: refuses as NonNullable<Comment["refuses"]> } : {}),
    ...(typeof started === "object" ? { started: started as NonNullable<Comment["started"]> } : {}),
    ...(typeof reminds === "string" ? { reminds } : {}),
    ...callOutIn(one.body ?? "", read),
  };
}

function callOutIn(body: string, read: ReadMarker | undefined): Pick<Comment, "callOut"> {
  const print = read?.marker["callOut"];
  return read === undefined || typeof print !== "string"
    ? {}
    : {
        callOut: {
          text: withoutMarker(body),
          print,
          intact: read.intact,
          ended: read.marker["ended"] === true,
        },
      };
}
