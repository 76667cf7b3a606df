import { type Html, html } from "../../../server/pages/markup.ts";
import type { DeedName } from "../deeds/deeds.ts";

/** A deed on a button, with what else its form says. */
export type Button = {
  readonly deed: DeedName | "start-over";
  readonly says: string;
  /** What a reader of the screen hears, where the words around are needed to know what it is about. */
  readonly named?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly kind?: "main" | "danger";
};

/** A form that is one button. */
export function buttonForm({ deed, says, named, fields = {}, kind }: Button): Html {
  const label = named === undefined ? undefined : html` aria-label="${named}"`;
  return html`<form method="post" action="/">${hidden({ deed, ...fields })}<button class="${kind ?? "plain"}"${label}>${says}</button></form>`;
}

export function hidden(fields: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}
