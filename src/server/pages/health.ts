import { healthText, LABELS, PARTS } from "../../replies/pages.ts";
import type { Page } from "./html.ts";
import { type Frame, pageWith } from "./layout.ts";
import { inline } from "./markdown.ts";
import { html } from "./markup.ts";

export type HealthShown = {
  readonly version: string;
  /** By the part's name whether it is green. */
  readonly parts: Readonly<Record<string, boolean>>;
};

/** Whether the server does its work, and what it means for releases if not. */
export function healthPage(frame: Frame, { version, parts }: HealthShown): Page {
  const all = Object.entries(parts);
  const isWell = all.every(([, isGreen]) => isGreen);
  const main = html`<h1>${LABELS.health}</h1>
<div id="health" class="panel pad lead ${isWell ? "done" : "stopped"}" role="status"><p>${inline(healthText(isWell))}</p></div>
<h2>${LABELS.parts}</h2>
<ul class="phases panel">${all.map(([part, isGreen]) => {
    const { name, red } = PARTS[part] ?? { name: part, red: "" };
    return html`<li class="${isGreen ? "done" : "stopped"}"><span>${name}</span><span class="state">${isGreen ? LABELS.works : LABELS.worksNot}</span><span class="says">${isGreen ? undefined : red}</span></li>`;
  })}</ul>
<p class="small quiet"><br>${LABELS.app} ${version}</p>`;
  return pageWith(frame, { title: LABELS.health, main, current: "health" });
}
