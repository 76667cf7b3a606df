import { oncePer } from "./once.ts";

/** One pattern or several; a later one that starts with `!` takes away what an earlier one gave. */
export type TagPatterns = string | readonly string[];

/** What one place in a tag name may hold, and how often in a row. */
type Piece = {
  readonly accepts: (character: string) => boolean;
  readonly optional: boolean;
  readonly repeats: boolean;
  /** The character itself when it stands for nothing else. */
  readonly literal: string | undefined;
};

/**
 * Whether GitHub would start a workflow with this `tags:` filter for the tag.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function matchesPattern(tag: string, patterns: TagPatterns): boolean {
  return matchingPattern(tag, patterns) !== undefined;
}

/** A pattern taken apart. */
type Parted = {
  readonly pattern: string;
  readonly pieces: readonly Piece[];
  /** It starts with `!`. */
  readonly takesAway: boolean;
};

/** The last pattern that gives the tag, undefined when none does or a later `!pattern` takes it away. */
export function matchingPattern(tag: string, patterns: TagPatterns): string | undefined {
  let given: string | undefined;
  for (const one of typeof patterns === "string" ? [parted(patterns)] : allParted(patterns)) {
    if (matchesPieces(tag, one.pieces)) {
      given = one.takesAway ? undefined : one.pattern;
    }
  }
  return given;
}

/** Once of a configuration: every tag of a repository, often hundreds, is held against its patterns. */
const allParted = oncePer((patterns: readonly string[]): readonly Parted[] => patterns.map(parted));

function parted(pattern: string): Parted {
  const takesAway = pattern.startsWith("!");
  return { pattern, pieces: piecesOf(takesAway ? pattern.slice(1) : pattern), takesAway };
}

/** The text with which every tag of the pattern begins: `hatch-v*` → `hatch-v`, `*` → nothing. */
export function literalPrefix(pattern: string): string {
  let prefix = "";
  for (const { literal, optional, repeats } of piecesOf(pattern)) {
    if (literal === undefined || optional) {
      break;
    }
    prefix += literal;
    if (repeats) {
      break;
    }
  }
  return prefix;
}

const once = { optional: false, repeats: false };
const exactly = (literal: string): Piece => ({ ...once, literal, accepts: (it) => it === literal });
const anyButSlash: Piece = { optional: true, repeats: true, literal: undefined, accepts: (it) => it !== "/" };
const anything: Piece = { ...anyButSlash, accepts: () => true };

/**
 * GitHub's globs are not a shell's: `?` and `+` say how often the character before them comes. What GitHub
 * leaves open (a quantifier at the start, a bracket never closed) stands for itself.
 */
function piecesOf(pattern: string): readonly Piece[] {
  const pieces: Piece[] = [];
  // The `u` flag keeps characters outside the basic plane whole.
  for (const [token] of pattern.matchAll(/\\.|\*\*+|\[[^\]]+\]|./gsu)) {
    const last = pieces.at(-1);
    if (last && (token === "?" || token === "+")) {
      pieces[pieces.length - 1] = token === "?" ? { ...last, optional: true } : { ...last, repeats: true };
    } else {
      pieces.push(pieceOf(token));
    }
  }
  return pieces;
}

function pieceOf(token: string): Piece {
  if (token === "*") {
    return anyButSlash;
  }
  if (token.startsWith("**")) {
    return anything;
  }
  if (token.length > 1 && token.startsWith("\\")) {
    return exactly(token.slice(1));
  }
  return token.length > 1 && token.startsWith("[") ? oneOf(token.slice(1, -1)) : exactly(token);
}

function oneOf(listed: string): Piece {
  const ranges = [...listed.matchAll(/([a-z])-([a-z])|([A-Z])-([A-Z])|([0-9])-([0-9])|./gsu)].map((range) => {
    const [first = "", last = first] = range.slice(1).filter((end) => end !== undefined);
    return first === "" ? { first: range[0], last: range[0] } : { first, last };
  });
  const accepts = (it: string) => ranges.some(({ first, last }) => first <= it && it <= last);
  return { ...once, literal: undefined, accepts };
}

/**
 * Follows all readings of the pattern at once, so that its time grows with the two lengths and not, as a
 * backtracking matcher's may, without bound: patterns come from any repository that installs the app.
 */
function matchesPieces(tag: string, pieces: readonly Piece[]): boolean {
  let places = withSkips(new Set([0]), pieces);
  for (const character of tag) {
    const next = new Set<number>();
    for (const place of places) {
      const piece = pieces[place];
      if (piece?.accepts(character)) {
        next.add(place + 1);
        if (piece.repeats) {
          next.add(place);
        }
      }
    }
    places = withSkips(next, pieces);
  }
  return places.has(pieces.length);
}

/** Adds the places reached by leaving out optional pieces (a Set is walked to entries added on the way). */
function withSkips(places: Set<number>, pieces: readonly Piece[]): Set<number> {
  for (const place of places) {
    if (pieces[place]?.optional) {
      places.add(place + 1);
    }
  }
  return places;
}
