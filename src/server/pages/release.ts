import type { Instant } from "../../release/instant.ts";
import { GATE_HEADS, GATE_STATES } from "../../replies/board/gates.ts";
import type { CardBody, CardHead, CardPhase, CardStretch } from "../../replies/card.ts";
import { chainText, EMPTY, LABELS, ledgerText, PHASE_STATES } from "../../replies/pages.ts";
import { verifyChain } from "../../store/chain.ts";
import type { KeptCard, LedgerEntry } from "../../store/store.ts";
import type { Named } from "./addresses.ts";
import { courseChart } from "./bars.ts";
import type { Page } from "./html.ts";
import { type Frame, pageWith } from "./layout.ts";
import { blocks, inline } from "./markdown.ts";
import { type Html, html } from "./markup.ts";
import { tableOf } from "./overview.ts";
import { GATE_TONES, HEAD_TONES, PHASE_TONES } from "./tone.ts";
import { at, since } from "./when.ts";

/** A ledger can have thousands of entries: the newest are shown, and all of them are checked. */
const MOST_ENTRIES = 200;

/** One release: where it stands, what to do, where its time goes, and what is proven of its bytes. */
export function releasePage(
  frame: Frame,
  named: Named,
  { card, ledger }: { readonly card: KeptCard; readonly ledger: readonly LedgerEntry[] },
): Page {
  const { to, now } = frame;
  const { key, head, body, over } = card;
  const stretches = over ? body.stretches : [...body.stretches, ...waitingNow(head, now)];
  const parts: readonly (readonly [id: string, heading: string, content: Html | undefined])[] = [
    ["to-do", LABELS.toDo, movesTable(body)],
    ["problems", LABELS.problems, problemList(body)],
    [
      "course",
      LABELS.course,
      stretches.length === 0 ? undefined : html`<div class="panel pad">${courseChart(stretches)}</div>`,
    ],
    [
      "points",
      LABELS.points,
      body.points.length === 0
        ? undefined
        : html`<ul>${body.points.map((point) => html`<li>${inline(point)}</li>`)}</ul>`,
    ],
    ["phases", LABELS.phases, phaseList(body, now)],
    ["gates", LABELS.gates, gateTable(body, now)],
    ["evidence", LABELS.evidence, evidenceTable(body)],
  ];
  const main = html`<p class="crumbs"><a href="${to.repository(named)}">${named.owner}/${named.name}</a></p>
<h1>${key.tag}</h1>
<div id="standing" class="panel pad lead ${HEAD_TONES[head.kind]}" role="status" data-live>${standing(head, body, now)}</div>
${parts.map(([id, heading, content]) => html`<section id="${id}" data-live>${content === undefined ? undefined : html`<h2>${heading}</h2>${content}`}</section>`)}
<details><summary>${LABELS.ledger}</summary><div id="ledger" data-live>${ledgerTable(ledger)}</div></details>`;
  return pageWith(frame, { title: `${key.tag} · ${named.owner}/${named.name}`, main, live: !over });
}

function standing(
  { state, since: from, until = "", says }: CardHead,
  { urls, commit }: CardBody,
  now: Instant,
): Html {
  const links = [
    [urls.board, LABELS.board],
    [urls.run, LABELS.run],
    [urls.release, LABELS.githubRelease],
    [urls.repository && commit && `${urls.repository}/commit/${commit}`, commit?.slice(0, 7)],
  ] as const;
  const shown = links.flatMap(([url, label]) =>
    url === undefined || !/^https?:\/\//.test(url) ? [] : [html`<li><a href="${url}">${label}</a></li>`],
  );
  return html`<p><span class="state">${inline(state)}</span>${from === undefined ? undefined : html` ${since(from, now)}${until}`}</p>
<p>${inline(says)}</p>
${shown.length === 0 ? undefined : html`<ul class="links">${shown}</ul>`}`;
}

/** What waits now has no end yet: it is drawn until now. */
function waitingNow({ waits }: CardHead, now: Instant): readonly CardStretch[] {
  return waits.flatMap(({ on, phase, since: from }) =>
    from === undefined || from > now ? [] : [{ row: phase, waits: on, from, to: now, beside: false }],
  );
}

function movesTable({ moves }: CardBody): Html | undefined {
  if (moves.length === 0) return undefined;
  const rows = moves.map(
    ({ who, what }) => html`<tr><th scope="row">${inline(who)}</th><td>${inline(what)}</td></tr>`,
  );
  return tableOf(LABELS.toDo, [LABELS.who, LABELS.what], rows);
}

function problemList({ problems }: CardBody): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<ul class="cards">${problems.map(
    ({ phase, says, remedy, stops }) =>
      html`<li class="panel ${stops ? "stopped" : "people"}"><h3>${inline(phase)}</h3>${blocks(says)}${blocks(remedy)}</li>`,
  )}</ul>`;
}

function phaseList({ phases }: CardBody, now: Instant): Html | undefined {
  return phases.length === 0
    ? undefined
    : html`<ol class="phases panel">${phases.map((phase) => phaseItem(phase, now))}</ol>`;
}

function phaseItem({ title, state, says, since: from, until = "" }: CardPhase, now: Instant): Html {
  return html`<li class="${PHASE_TONES[state]}"><span>${inline(title)}</span><span class="state">${PHASE_STATES[state]}</span><span class="says">${inline(says)}${
    from === undefined ? undefined : html` <span class="quiet">${since(from, now)}${until}</span>`
  }</span></li>`;
}

function gateTable({ gates }: CardBody, now: Instant): Html | undefined {
  if (gates.length === 0) return undefined;
  const rows = gates.map(
    ({ gate, is, since: from, approvals, decided }) =>
      html`<tr><th scope="row">${inline(gate)}</th><td><span class="dot ${GATE_TONES[is]}">${withoutSign(GATE_STATES[is])}</span></td><td>${from === undefined ? undefined : is === "waiting" ? since(from, now) : at(from)}</td><td>${inline(approvals)}</td><td>${inline(decided)}</td></tr>`,
  );
  return tableOf(LABELS.gates, GATE_HEADS, rows);
}

/** Here a colour stands for it, which every system has. */
function withoutSign(state: string): string {
  return state.replace(/^\S+\s/, "");
}

function evidenceTable({ evidence: { heads, rows } }: CardBody): Html | undefined {
  return rows.length === 0
    ? undefined
    : tableOf(
        LABELS.evidence,
        heads.map(inline),
        rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`),
      );
}

function ledgerTable(entries: readonly LedgerEntry[]): Html {
  if (entries.length === 0) return html`<p class="quiet">${EMPTY.ledger}</p>`;
  const rows = entries.slice(-MOST_ENTRIES).map(({ number, at: when, kind, data, hash }) => {
    const { action, fault } = (data ?? {}) as { readonly action?: unknown; readonly fault?: unknown };
    const text = ledgerText(kind, {
      ...(typeof action === "string" ? { action } : {}),
      ...(typeof fault === "string" ? { fault } : {}),
    });
    return html`<tr><th scope="row">${number}</th><td>${at(when)}</td><td>${text}</td><td><code>${hash.slice(0, 12)}</code></td></tr>`;
  });
  return html`<p>${chainText(verifyChain(entries)?.entry.number)}</p>
${tableOf(LABELS.ledger, [LABELS.entry, LABELS.when, LABELS.what, LABELS.hash], rows)}`;
}
