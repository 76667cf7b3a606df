import { type Html, html } from "../../../server/pages/markup.ts";
import type { Tone } from "../../../server/pages/tone.ts";

const STEP = /^\s*\w+\["(?<label>[^"]*)"\]:::(?<kind>[\w-]+)$/;

const TONES: Readonly<Record<string, Tone>> = {
  done: "done",
  people: "people",
  machines: "machines",
  stopped: "stopped",
};

/**
 * The board's diagram, which GitHub draws with Mermaid, as the row of its steps; undefined for any other. What needs
 * what is left out: the table below it says so.
 */
export function flowOf(source: string): Html | undefined {
  const steps = source.split("\n").flatMap((line) => {
    const { label, kind } = STEP.exec(line)?.groups ?? {};
    return label === undefined || kind === undefined ? [] : [{ label, tone: TONES[kind] ?? "idle" }];
  });
  return steps.length === 0
    ? undefined
    : html`<ol class="flow">${steps.map(({ label, tone }) => html`<li class="${tone}">${label}</li>`)}</ol>`;
}
