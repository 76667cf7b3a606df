import type { Instant } from "../../release/instant.ts";
import { lengthOf, union } from "../../release/interval.ts";
import type { Shares } from "../../release/timeline.ts";
import type { CardStretch } from "../../replies/card.ts";
import { LABELS } from "../../replies/pages.ts";
import { utc } from "../../replies/words.ts";
import { type Html, html } from "./markup.ts";
import { lasting } from "./when.ts";

/** How wide pictures are in their own units; they are stretched to what room there is. */
const WIDE = 1000;

/** What is still seen as a bar. */
const LEAST = 3;

const FILL: { readonly [Whose in CardStretch["waits"]]: string } = {
  people: "fill-people",
  machines: "fill-machines",
  earlier: "fill-other",
  unknown: "fill-other",
};

/** Where the time went, as a picture: a row for each step, from the first moment to the last. */
export function courseChart(stretches: readonly CardStretch[]): Html {
  const from = Math.min(...stretches.map((one) => one.from));
  const to = Math.max(...stretches.map((one) => one.to), from + 1);
  const rows = [...new Set(stretches.map(({ row }) => row))].map((row) => ({
    row,
    all: stretches.filter((one) => one.row === row),
  }));
  const ordered = rows.toSorted((a, b) => firstOf(a.all) - firstOf(b.all));
  return html`<dl class="course">${ordered.map((one) => courseRow(one, { from, to }))}</dl>
${key()}`;
}

/** Jobs that ran side by side are one bar. */
function apart(own: readonly CardStretch[]): readonly CardStretch[] {
  const whose = [...new Set(own.map(({ waits }) => waits))];
  const [first] = own;
  return first === undefined
    ? []
    : whose.flatMap((waits) =>
        union(own.filter((one) => one.waits === waits)).map((part) => ({ ...first, ...part, waits })),
      );
}

type Row = { readonly row: string; readonly all: readonly CardStretch[] };

function courseRow({ row, all }: Row, { from, to }: { readonly from: Instant; readonly to: Instant }): Html {
  const scale = WIDE / (to - from);
  const own = apart(all);
  const took = lengthOf(own);
  const bars = own.map((one) =>
    rect({ x: (one.from - from) * scale, width: (one.to - one.from) * scale, fill: FILL[one.waits] }),
  );
  const label = own.length === 0 ? lasting(0) : told(own);
  return html`<div><dt>${plainRow(row)}</dt><dd class="took">${lasting(took)}</dd><dd class="picture">
<svg role="img" aria-label="${label}" viewBox="0 0 ${WIDE} 10" preserveAspectRatio="none"><rect class="rail" width="${WIDE}" height="10" rx="3"/>${bars}</svg></dd></div>`;
}

/** Names stand in backquotes there, and a first letter begins the line. */
function plainRow(row: string): string {
  const text = row.replaceAll("`", "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function told(own: readonly CardStretch[]): string {
  return own.map(({ from, to, waits }) => `${utc(from)} to ${utc(to)}, ${nameOf(waits)}`).join("; ");
}

function nameOf(waits: CardStretch["waits"]): string {
  return (
    waits === "people" ? LABELS.people : waits === "machines" ? LABELS.machines : LABELS.other
  ).toLowerCase();
}

function firstOf(own: readonly CardStretch[]): Instant {
  return Math.min(...own.map(({ from }) => from));
}

/** What the time of a release went into, as one bar; `most` is how long the longest beside it took. */
export function sharesBar({ people, machines, took }: Shares, most: number): Html {
  const scale = WIDE / Math.max(most, 1);
  const label = `${LABELS.people.toLowerCase()} ${lasting(people)}, ${LABELS.machines.toLowerCase()} ${lasting(machines)}`;
  return html`<svg class="stack" role="img" aria-label="${label}" viewBox="0 0 ${WIDE} 10" preserveAspectRatio="none">
${rect({ x: 0, width: machines * scale, fill: "fill-machines" })}${rect({ x: machines * scale, width: people * scale, fill: "fill-people" })}${rect({ x: (machines + people) * scale, width: (took - machines - people) * scale, fill: "fill-other" })}</svg>`;
}

/** Which colour is whose. */
export function key(): Html {
  const entry = (fill: string, label: string) =>
    html`<li><svg aria-hidden="true" viewBox="0 0 10 10"><rect class="${fill}" width="10" height="10" rx="2"/></svg>${label}</li>`;
  return html`<ul class="key">${entry("fill-people", LABELS.people)}${entry("fill-machines", LABELS.machines)}${entry("fill-other", LABELS.other)}</ul>`;
}

type Rect = { readonly x: number; readonly width: number; readonly fill: string };

function rect({ x, width, fill }: Rect): Html {
  return width <= 0
    ? html``
    : html`<rect class="${fill}" x="${rounded(Math.min(x, WIDE - LEAST))}" width="${rounded(Math.max(width, LEAST))}" height="10"/>`;
}

function rounded(number: number): string {
  return number.toFixed(1);
}
