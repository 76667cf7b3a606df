import { configurationOf } from "../release/attempt.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Reader } from "./eyes.ts";
import { textFile } from "./text-file.ts";

/** The introduction of the notes, where the configuration names a file for it: on the default branch, as people left it. */
export const introFile: Reader<Fact<string>> = async ({ github }, known) => {
  const intro = configurationOf(known)?.notes.intro;
  const file = typeof intro === "object" ? await textFile(github, intro.file, undefined) : undefined;
  return file === undefined ? absent : seen(file.text);
};
