import { z } from "zod";
import type { NotesFile } from "../release/notes-file.ts";
import { type Finding, faultsOf } from "./finding.ts";
import { findingsOf } from "./shape.ts";
import { readYaml } from "./yaml.ts";

/** Labels may look like numbers: `- 1.0`. */
const words = z.array(z.union([z.string(), z.number().transform(String)])).nullish();
const exclude = z.object({ labels: words, authors: words }).nullish();

const schema = z.object({
  changelog: z
    .object({
      exclude,
      categories: z.array(z.object({ title: z.string().min(1), labels: words, exclude })).nullish(),
    })
    .nullish(),
});
type Written = z.infer<typeof schema>;
type Exclude = z.infer<typeof exclude>;

/**
 * Reads GitHub's own configuration of generated notes; keys that GitHub does not know are no fault of ours to find.
 * Never throws.
 * https://docs.github.com/repositories/releasing-projects-on-github/automatically-generated-release-notes#configuration-options
 */
export function readNotesFile(path: string, text: string): NotesFile {
  const yaml = readYaml(text);
  const value = yaml.value ?? {};
  const parsed = schema.safeParse(value);
  const ofShape: readonly Finding[] = parsed.success
    ? []
    : parsed.error.issues.flatMap((issue) => findingsOf(issue, value));
  const [fault] = faultsOf([...yaml.findings, ...(yaml.sound ? ofShape : [])], yaml.places);
  return fault === undefined
    ? { path, is: "read", ...read(parsed.data ?? {}) }
    : { path, is: "broken", fault };
}

function read({
  changelog,
}: Written): Pick<Extract<NotesFile, { readonly is: "read" }>, "leaveOut" | "categories"> {
  return {
    leaveOut: lists(changelog?.exclude),
    categories: (changelog?.categories ?? []).map((one) => ({
      title: one.title,
      labels: one.labels ?? [],
      paths: [],
      types: [],
      exclude: lists(one.exclude),
    })),
  };
}

function lists(written: Exclude) {
  return { labels: written?.labels ?? [], authors: written?.authors ?? [] };
}
