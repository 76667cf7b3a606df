import { asTitle } from "../replies/safe.ts";
import type { Change } from "./change.ts";
import { conventional } from "./conventional.ts";
import { mention } from "./mention.ts";

/** How much of each change is said: everything, with `#1` for its address, with its title cut, or its number alone. */
export type ChangeForm = "full" | "short-place" | "short-title" | "numbers";

/** So many characters of a title are left where there is little room. */
const SHORT = 50;

/** A change as GitHub writes it: its title, by whom, and where. Further lines of a release note stand below. */
export function changeLine(change: Change, form: Exclude<ChangeForm, "numbers">): string {
  const most = form === "short-title" ? SHORT : undefined;
  const [note, ...more] = change.note ?? [];
  const title = note === undefined ? titleText(change, most) : asTitle(note, most);
  const by = change.author === undefined ? "" : ` by ${mention(change.author)}`;
  const place = form === "full" ? change.place.full : change.place.short;
  const below = form === "short-title" ? [] : more.map((line) => `  * ${asTitle(line)}`);
  return [`* ${title}${by} in ${place}`, ...below].join("\n");
}

/** Below a heading that says its type, a conventional title says only the rest, and what breaks is marked. */
function titleText({ title, headed }: Change, most: number | undefined): string {
  const parts = headed ? conventional(title) : undefined;
  if (parts === undefined) {
    return asTitle(title, most);
  }
  const { scope, rest, breaking } = parts;
  return `${breaking ? "**Breaking:** " : ""}${asTitle(scope === undefined ? rest : `${scope}: ${rest}`, most)}`;
}
