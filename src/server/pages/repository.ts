import type { Shares } from "../../release/timeline.ts";
import { EMPTY, failuresText, LABELS } from "../../replies/pages.ts";
import type { ListedCard } from "../../store/store.ts";
import type { Named } from "./addresses.ts";
import { key, sharesBar } from "./bars.ts";
import type { Page } from "./html.ts";
import { type Frame, pageWith } from "./layout.ts";
import { type Html, html } from "./markup.ts";
import { stateUnless, tableOf, underWayList } from "./overview.ts";
import { at, lasting } from "./when.ts";

export type History = {
  readonly repository: number;
  readonly underWay: readonly ListedCard[];
  readonly past: readonly ListedCard[];
  /** There are older ones than those. */
  readonly hasMore: boolean;
};

/** One repository: what is under way, and how its past releases went. */
export function repositoryPage(frame: Frame, named: Named, shown: History): Page {
  const { to, now } = frame;
  const name = `${named.owner}/${named.name}`;
  const oldest = shown.past.at(-1)?.began;
  const older =
    shown.hasMore && oldest !== undefined
      ? html`<p><a href="${to.repository(named, oldest)}">${LABELS.older}</a></p>`
      : undefined;
  const main = html`<p class="crumbs"><a href="${to.overview}">${LABELS.releases}</a></p>
<h1>${name}</h1>
<h2>${LABELS.underWay}</h2>
${underWayList(shown.underWay, { names: new Map([[shown.repository, named]]), to, now })}
<h2>${LABELS.history}</h2>
${shown.past.length === 0 ? html`<p class="quiet">${EMPTY.past}</p>` : html`${figures(shown.past)}${historyTable(shown.past, { frame, named })}${older}`}`;
  return pageWith(frame, { title: name, main });
}

function figures(cards: readonly ListedCard[]): Html {
  // Of those that were released: what was given up says nothing of how long a release takes.
  const released = cards.filter(({ head }) => head.kind === "complete");
  const middle = (share: (times: Shares) => number) =>
    released.length === 0 ? "–" : lasting(median(released.map(({ head }) => share(head.times))));
  const failed = cards.reduce((sum, { head }) => sum + head.failures.jobs, 0);
  const entry = (label: string, value: string) =>
    html`<div class="panel"><dt>${label}</dt><dd>${value}</dd></div>`;
  return html`<p class="small quiet">${LABELS.median}</p>
<dl class="figures">${entry(
    LABELS.leadTime,
    middle(({ took }) => took),
  )}${entry(
    LABELS.people,
    middle(({ people }) => people),
  )}${entry(
    LABELS.machines,
    middle(({ machines }) => machines),
  )}${entry(LABELS.failures, String(failed))}</dl>
${key()}<br>`;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

function historyTable(
  cards: readonly ListedCard[],
  { frame, named }: { readonly frame: Frame; readonly named: Named },
): Html {
  const most = Math.max(...cards.map(({ head }) => head.times.took));
  const rows = cards.map(
    ({ key: { tag }, head, began }) =>
      html`<tr><th scope="row"><a href="${frame.to.release(named, tag)}">${tag}</a>${stateUnless(head)}</th><td>${at(began)}</td><td class="picture">${sharesBar(head.times, most)}</td><td class="tight">${lasting(head.times.took)}</td><td class="tight">${lasting(head.times.people)}</td><td class="tight">${lasting(head.times.machines)}</td><td class="tight">${failuresText(head.failures)}</td></tr>`,
  );
  const { release, began, course, leadTime, people, machines, failures } = LABELS;
  return tableOf(LABELS.history, [release, began, course, leadTime, people, machines, failures], rows);
}
