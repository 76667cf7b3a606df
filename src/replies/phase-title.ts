import type { PhaseName } from "../release/step.ts";
import { asCode } from "./safe.ts";

type Title = { readonly words: string; readonly about?: string };

/** A phase as people call it: the words, and the foreign name of the gate or channel it is about. */
export function phaseTitle(name: PhaseName): Title {
  const [kind = "", ...rest] = name.split(" ");
  const about = rest.join(" ");
  return { words: WORDS[kind] ?? kind, ...(about === "" ? {} : { about }) };
}

const WORDS: Readonly<Record<string, string>> = {
  "call-out": "call-out",
  rehearse: "smoke tests",
  draft: "GitHub release",
  replaces: "takes the place",
  "released-in": "“released in” comments",
};

/** The title as Markdown. */
export function phaseText(name: string): string {
  const { words, about } = phaseTitle(name as PhaseName);
  return about === undefined ? words : `${words} ${asCode(about)}`;
}
