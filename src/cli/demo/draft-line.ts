import { count } from "../../replies/words.ts";

/** What a draft's notes hold, in words: where they start, how much they list, and whom they thank. */
export function draftLine(name: string, notes: string): string {
  const since = /\/compare\/(?<base>.+)\.\.\./.exec(notes)?.groups?.["base"];
  const range = since === undefined ? "everything" : `what came since ${since}`;
  const news = newcomersIn(notes);
  const told = [
    count(changesIn(notes), "pull request"),
    `${thankedIn(notes)} thanked by name`,
    ...(news === 0 ? [] : [`${news} for the first time`]),
  ];
  return `drafts the GitHub release “${name}” with ${range}: ${told.join(", ")}`;
}

function changesIn(notes: string): number {
  const all = notes.match(/^\* .+ in (?:https?:\/\/\S+\/pull\/|#)\d+$/gm)?.length ?? 0;
  return all - newcomersIn(notes);
}

function newcomersIn(notes: string): number {
  return notes.match(/^\* \S+ made their first contribution/gm)?.length ?? 0;
}

/** In a line each, and translators in one besides. */
function thankedIn(notes: string): number {
  const thanks = /^## Thanks to our [\s\S]+?(?=^(?:##|\*\*|<)|$(?![\s\S]))/m.exec(notes)?.[0] ?? "";
  const lines = [...thanks.matchAll(/^- (?<who>.+?)(?: \(#.+\))?$/gm)].map(({ groups }) => groups?.["who"]);
  const translators = /^Translations: (?<all>.+)$/m.exec(thanks)?.groups?.["all"] ?? "";
  const names = translators.replace(/ \([^)]*\)/g, "").split(", ");
  return new Set([...lines, ...names].filter(Boolean)).size;
}
