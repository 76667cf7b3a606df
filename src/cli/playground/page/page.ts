import { documentOf } from "../../../server/pages/document.ts";
import type { Page } from "../../../server/pages/html.ts";
import { inline } from "../../../server/pages/markdown.ts";
import { type Html, html } from "../../../server/pages/markup.ts";
import { at } from "../../../server/pages/when.ts";
import { clockTime, type Told } from "../../demo/teller.ts";
import { BUTTONS, EMPTY, hint, LABELS } from "../sayings.ts";
import type { Playground } from "../world.ts";
import { controls } from "./controls.ts";
import { buttonForm } from "./form.ts";
import { discordPart, githubReleasePart, indexPart } from "./outside.ts";
import { checkRunPart, runPart } from "./run.ts";
import { PLAYGROUND_STYLE } from "./style.ts";
import { boardPart } from "./thread.ts";

/** So many lines of the story are kept on the page. */
const MOST_TOLD = 300;
const MOST_WARNINGS = 10;

/** Why a deed was not done, and the status that says so to machines. */
export type Refusal = { readonly status: number; readonly why: string };

/** The whole world at one moment, and what can be done in it. */
export async function playgroundPage(world: Playground, refusal?: Refusal): Promise<Page> {
  const main = html`<h1>${LABELS.title} <span class="quiet">${world.repo.fullName}</span></h1>
${refusal === undefined ? undefined : html`<div class="panel pad lead stopped" role="alert"><p>${inline(refusal.why)}</p></div>`}
<div class="panel pad lead people" id="next" role="status" data-live><p><strong>${LABELS.next}.</strong> ${inline(hint(world))}</p></div>
<div class="sides"><div class="do">
<section class="panel" id="happened" data-live><h2>${LABELS.happened}</h2>${happened(world)}</section>
${controls(world)}
</div><div class="see">${await sights(world)}</div></div>`;
  return documentOf({
    status: refusal?.status ?? 200,
    title: LABELS.title,
    header: header(world),
    main,
    footer: html`Clock of this world: ${at(world.clock.now())}. It goes on only when you do something.`,
    live: true,
    style: PLAYGROUND_STYLE,
  });
}

function header({ clock }: Playground): Html {
  const links = [
    ["#board", "Board"],
    ["#run", "Run"],
    ["#indexes", "Indexes"],
    ["#github-release", "Release"],
    ["#discord", "Discord"],
  ] as const;
  return html`<header class="bar"><span class="app">Release Conductor</span>
<nav aria-label="Parts of the page">${links.map(([to, says]) => html`<a href="${to}">${says}</a>`)}</nav>
<div class="who"><span id="clock" data-live>${at(clock.now())}</span>${buttonForm({ deed: "start-over", says: BUTTONS.startOver })}</div></header>`;
}

async function sights(world: Playground): Promise<Html> {
  const parts: readonly (readonly [id: string, heading: string, content: Html])[] = [
    ["board", LABELS.board, boardPart(world)],
    ["run", LABELS.run, runPart(world)],
    ["check-run", LABELS.checkRun, checkRunPart(world)],
    ["indexes", LABELS.indexes, await indexPart(world)],
    ["github-release", LABELS.githubRelease, githubReleasePart(world)],
    ["discord", LABELS.discord, discordPart(world)],
    ["warnings", LABELS.warnings, warningsPart(world)],
  ];
  return html`${parts.map(
    ([id, heading, content]) =>
      html`<section class="panel" id="${id}" data-live tabindex="-1"><h2>${heading}</h2>${content}</section>`,
  )}`;
}

function happened({ teller, memory }: Playground): Html {
  const latest = teller.told.slice(memory.toldBefore);
  if (latest.length === 0) return html`<p class="quiet">${EMPTY.happened}</p>`;
  const earlier = teller.told.slice(0, memory.toldBefore).slice(-MOST_TOLD);
  return html`${lines(latest)}${
    earlier.length === 0
      ? undefined
      : html`<details class="folded"><summary>${LABELS.earlier}</summary><div>${lines([...earlier, ...latest])}</div></details>`
  }`;
}

function lines(told: readonly Told[]): Html {
  return html`<ol class="told">${told.map(
    ({ at: when, who, what }) =>
      html`<li><span class="quiet">${clockTime(when)}</span> <strong>${who}</strong> ${inline(what)}</li>`,
  )}</ol>`;
}

function warningsPart({ warnings }: Playground): Html {
  return warnings.length === 0
    ? html`<p class="quiet">None: all went as it should.</p>`
    : html`<ol class="told">${warnings
        .slice(-MOST_WARNINGS)
        .map(
          ({ at: when, text }) => html`<li><span class="quiet">${clockTime(when)}</span> ${text}</li>`,
        )}</ol>`;
}
