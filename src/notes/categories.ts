import picomatch from "picomatch";
import type { Category } from "../release/configuration.ts";
import { isBump } from "./bump.ts";
import type { Change } from "./change.ts";
import { conventional } from "./conventional.ts";
import type { NotesForm } from "./form.ts";
import { isListed } from "./mention.ts";

/** What stands below one heading; without a heading, in the one list. */
export type Group = { readonly title?: string; readonly changes: readonly Change[] };

export type Grouped = {
  readonly groups: readonly Group[];
  /** Updates of dependencies, to be folded. */
  readonly bumps: readonly Change[];
};

/** What fits no category. GitHub leaves that out, which nobody asked for. */
const OTHER = "Other Changes";

/**
 * The changes by categories, the first that fits; what fits none comes last. Updates of dependencies are apart where
 * they are to be folded, but for those that a category asks for.
 * https://docs.github.com/repositories/releasing-projects-on-github/automatically-generated-release-notes
 */
export function grouped(changes: readonly Change[], { categories, dependencies }: NotesForm): Grouped {
  const fits = categories.map(fitting);
  const groups = new Map<string | undefined, Change[]>(categories.map(({ title }) => [title, []]));
  const other = categories.length === 0 ? undefined : OTHER;
  const bumps: Change[] = [];
  for (const change of changes) {
    const [title = other, way] = firstFit(change, categories, fits);
    if (dependencies === "folded" && (way === undefined || way === "any") && isBump(change)) {
      bumps.push(change);
    } else {
      const there = groups.get(title) ?? [];
      there.push(way === "type" ? { ...change, headed: true } : change);
      groups.set(title, there);
    }
  }
  return { groups: [...groups].flatMap(([title, all]) => group(title, all)), bumps };
}

function group(title: string | undefined, changes: readonly Change[]): readonly Group[] {
  return changes.length === 0 ? [] : [{ changes, ...(title === undefined ? {} : { title }) }];
}

/** By what a change is of a category: `any` asks for nothing. */
type Way = "label" | "path" | "type" | "any";
type Fit = (change: Change) => Way | undefined;

function firstFit(
  change: Change,
  categories: readonly Category[],
  all: readonly Fit[],
): readonly [title?: string | undefined, way?: Way] {
  for (const [at, wayOf] of all.entries()) {
    const way = wayOf(change);
    if (way !== undefined) {
      return [categories[at]?.title, way];
    }
  }
  return [];
}

function fitting({ labels, paths, types, exclude }: Category): Fit {
  const patterns = paths.map((pattern) => picomatch(pattern, { dot: true }));
  const ways: readonly (readonly [Way, (change: Change) => boolean])[] = [
    ["label", (change) => shares(change.labels, labels)],
    ["type", (change) => isOfType(change, types)],
    ["path", (change) => change.paths.some((path) => patterns.some((matches) => matches(path)))],
    ["any", () => labels.includes("*")],
  ];
  return (change) => (isMeant(change, exclude) ? ways.find(([, fits]) => fits(change))?.[0] : undefined);
}

function isMeant({ labels, author }: Change, { labels: without, authors }: Category["exclude"]): boolean {
  return !shares(labels, without) && !(author !== undefined && isListed(author, authors));
}

function isOfType({ title }: Change, types: readonly string[]): boolean {
  const type = types.length === 0 ? undefined : conventional(title)?.type;
  return type !== undefined && shares([type], types);
}

/** Whether two lists have a word in common; labels and types know no case. */
export function shares(some: readonly string[], others: readonly string[]): boolean {
  const words = new Set(others.map((word) => word.toLowerCase()));
  return some.some((word) => words.has(word.toLowerCase()));
}
