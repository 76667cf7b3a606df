import type { Comment, Reaction } from "../../../sandbox/github/comments.ts";
import type { Issue } from "../../../sandbox/github/issues.ts";
import { type Html, html } from "../../../server/pages/markup.ts";
import { at } from "../../../server/pages/when.ts";
import { people } from "../people.ts";
import { BUTTONS, EMPTY } from "../sayings.ts";
import { boardOf } from "../standing.ts";
import type { Playground } from "../world.ts";
import { aroundOf } from "./around.ts";
import { buttonForm, hidden } from "./form.ts";
import { githubMarkdown } from "./github-markdown.ts";

/** The board and what is said below it, as GitHub shows an issue. */
export function boardPart(world: Playground): Html {
  const board = boardOf(world);
  if (board === undefined) return html`<p class="quiet">${EMPTY.board}</p>`;
  return html`<p class="issue"><span class="title">${board.title}</span> <span class="quiet">#${board.number}</span> ${state(board)} ${board.labels.map(({ name }) => html`<span class="label">${name}</span> `)}</p>
${said({ by: board.author.login, may: "bot", when: board.createdAt, body: board.body ?? "", note: undefined, after: undefined }, world)}
${world.repo.comments(board.number).map((comment) => commentPart(comment, world))}`;
}

function state({ state: is }: Issue): Html {
  return html`<span class="badge ${is === "open" ? "done" : "idle"}">${is}</span>`;
}

function commentPart(comment: Comment, world: Playground): Html {
  const { id, author, createdAt, body, lastEditedAt, reactions } = comment;
  const person = people(world).find(({ login }) => login === author.login);
  return html`<div id="comment-${id}">${said(
    {
      by: author.login,
      may: person?.may ?? "bot",
      when: createdAt,
      body,
      note: lastEditedAt === null ? undefined : "edited",
      after: html`${reactionsPart(reactions)}${person === undefined ? undefined : ownForms(comment)}`,
    },
    world,
  )}</div>`;
}

type Said = {
  readonly by: string;
  readonly may: string;
  readonly when: number;
  readonly body: string;
  readonly note: string | undefined;
  readonly after: Html | undefined;
};

function said({ by, may, when, body, note, after }: Said, world: Playground): Html {
  return html`<article class="panel comment"><header><strong>${by}</strong> <span class="label">${may}</span> <span class="quiet">${at(when)}${note === undefined ? undefined : ` · ${note}`}</span></header>
<div class="body">${githubMarkdown(body, aroundOf(world))}${after}</div></article>`;
}

const SIGNS: Readonly<Record<Reaction["content"], string>> = {
  "+1": "👍",
  "-1": "👎",
  laugh: "😄",
  confused: "😕",
  heart: "❤️",
  hooray: "🎉",
  rocket: "🚀",
  eyes: "👀",
};

function reactionsPart(reactions: readonly Reaction[]): Html | undefined {
  return reactions.length === 0
    ? undefined
    : html`<ul class="reactions" aria-label="Reactions">${reactions.map(
        ({ content, by }) => html`<li>${SIGNS[content]} <span class="quiet">${by.login}</span></li>`,
      )}</ul>`;
}

function ownForms({ id, author, body }: Comment): Html {
  const fields = { comment: String(id) };
  return html`<details class="own"><summary>${BUTTONS.edit}<span class="unseen"> ${author.login}: ${body.slice(0, 40)}</span></summary><div>
<form method="post" action="/">${hidden({ deed: "edit-comment", ...fields })}<textarea name="text" rows="3" aria-label="${BUTTONS.text}">${`\n${body}`}</textarea><button>${BUTTONS.save}</button></form>
${buttonForm({ deed: "delete-comment", says: BUTTONS.remove, fields, kind: "danger" })}</div></details>`;
}
