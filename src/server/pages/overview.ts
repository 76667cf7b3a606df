import type { Instant } from "../../release/instant.ts";
import type { CardHead } from "../../replies/card.ts";
import { EMPTY, LABELS, NOT_SHOWN } from "../../replies/pages.ts";
import type { ListedCard } from "../../store/store.ts";
import type { Addresses, Named } from "./addresses.ts";
import type { Page } from "./html.ts";
import { type Frame, pageWith } from "./layout.ts";
import { inline } from "./markdown.ts";
import { type Html, html, verbatim } from "./markup.ts";
import { HEAD_TONES } from "./tone.ts";
import { at, lasting, since } from "./when.ts";

export type Overview = {
  readonly repositories: readonly { readonly repository: number; readonly named: Named }[];
  readonly underWay: readonly ListedCard[];
  readonly past: readonly ListedCard[];
  /** GitHub has not said of some repositories whether they may be shown. */
  readonly isPartial: boolean;
};

/** Every release under way, those that wait for people first, and the last ones that are over. */
export function overviewPage(frame: Frame, shown: Overview): Page {
  const names = new Map(shown.repositories.map(({ repository, named }) => [repository, named]));
  const { to, now } = frame;
  const main = html`<h1>${LABELS.releases}</h1>
<div id="releases" data-live>
${shown.isPartial ? html`<p class="panel pad lead idle">${NOT_SHOWN}</p>` : undefined}
${shown.repositories.length === 0 && !shown.isPartial ? html`<p class="panel pad lead idle">${EMPTY.nothing}</p>` : lists()}
</div>`;
  return pageWith(frame, { title: LABELS.releases, main, current: "overview", live: true });

  function lists(): Html {
    return html`<h2>${LABELS.underWay}</h2>
${underWayList(shown.underWay, { names, to, now })}
<h2>${LABELS.past}</h2>
${shown.past.length === 0 ? html`<p class="quiet">${EMPTY.past}</p>` : pastTable(shown.past, { names, to, now })}
<h2>${LABELS.repositories}</h2>
<ul>${shown.repositories.map(({ named }) => html`<li><a href="${to.repository(named)}">${named.owner}/${named.name}</a></li>`)}</ul>`;
  }
}

export type Around = {
  readonly names: ReadonlyMap<number, Named>;
  readonly to: Addresses;
  readonly now: Instant;
};

/** What stands still comes first, then what waits for people, longest first. */
const ORDER: readonly CardHead["kind"][] = [
  "stopped",
  "refused",
  "withdrawn",
  "yanked",
  "people",
  "held",
  "machines",
];

/** Releases under way: where each stands, whom it waits for, and since when. */
export function underWayList(cards: readonly ListedCard[], around: Around): Html {
  const rank = ({ head }: ListedCard) => ORDER.indexOf(head.kind);
  const ordered = cards.toSorted(
    (a, b) => rank(a) - rank(b) || (a.head.since ?? a.began) - (b.head.since ?? b.began),
  );
  return ordered.length === 0
    ? html`<p class="quiet">${EMPTY.underWay}</p>`
    : html`<ul class="cards">${ordered.map((card) => underWay(card, around))}</ul>`;
}

function underWay({ key, head }: ListedCard, { names, to, now }: Around): Html {
  const named = names.get(key.repository);
  if (named === undefined) return html``;
  const others = head.waits.slice(head.kind === "people" || head.kind === "machines" ? 1 : 0);
  const also = others.map(
    ({ phase, who, since: from }) =>
      html`<li>${inline(who)}, ${inline(phase)}${from === undefined ? undefined : html`, ${since(from, now)}`}</li>`,
  );
  return html`<li class="panel ${HEAD_TONES[head.kind]}"><h3><a href="${to.release(named, key.tag)}">${key.tag}</a> <span class="quiet">${named.owner}/${named.name}</span></h3>
<p><span class="state">${inline(head.state)}</span>${head.since === undefined ? undefined : html` ${since(head.since, now)}`}</p>
<p>${inline(head.says)}</p>
${also.length === 0 ? undefined : html`<ul class="small quiet">${also}</ul>`}</li>`;
}

function pastTable(cards: readonly ListedCard[], { names, to }: Around): Html {
  const rows = cards.flatMap(({ key, head, began }) => {
    const named = names.get(key.repository);
    return named === undefined
      ? []
      : [
          html`<tr><th scope="row"><a href="${to.release(named, key.tag)}">${key.tag}</a>${stateUnless(head)}</th><td>${named.owner}/${named.name}</td><td>${at(began)}</td><td class="number">${lasting(head.times.took)}</td></tr>`,
        ];
  });
  return tableOf(LABELS.past, [LABELS.release, LABELS.repository, LABELS.began, LABELS.leadTime], rows);
}

/** How a release ended that was not released: below its tag. */
export function stateUnless({ kind, state }: CardHead): Html | undefined {
  return kind === "complete" ? undefined : html`<div class="small quiet">${inline(state)}</div>`;
}

/** A table that scrolls by itself where there is no room for it. */
export function tableOf(name: string, heads: readonly (string | Html)[], rows: readonly Html[]): Html {
  const last = heads.length - 1;
  const isNumber = (index: number) => index === last && name === LABELS.past;
  return html`<div class="panel scroll" role="region" tabindex="0" aria-label="${name}"><table><thead><tr>${heads.map(
    (head, index) =>
      html`<th scope="col"${isNumber(index) ? verbatim(' class="number"') : undefined}>${head}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
