import { Composer, type Document, type ErrorCode, Lexer, LineCounter, Parser, type YAMLError } from "yaml";
import type { Finding, Places } from "./finding.ts";
import { placesIn, type Read, readNode } from "./yaml-node.ts";

export type YamlReading = Read & {
  readonly places: Places;
  /** False when the text is no valid YAML: then the value is what could be made of it, and no more. */
  readonly sound: boolean;
};

/** In bytes. */
const MOST_BYTES = 65_536;
/** Nested collections; this file's own deepest has five. */
const MOST_DEEP = 20;
/** Words and signs, before anything is built of them; a page of configuration has a few hundred. */
const MOST_LEXEMES = 20_000;

/**
 * Reads one YAML 1.2 document without aliases, tags and merge keys. Never throws. The caps are checked before
 * the parser builds anything: it recurses, and Node.js 20 aborts the whole process, past any `catch`, when the
 * stack runs out while V8 compiles one of its regular expressions.
 */
export function readYaml(text: string): YamlReading {
  const lines = new LineCounter();
  lines.addNewLine(0);
  try {
    const refused = new TextEncoder().encode(text).length > MOST_BYTES ? TOO_BIG : undefined;
    const tokens = refused ?? tokensOf(text, lines);
    return "says" in tokens ? unread(tokens, lines) : compose(tokens.tokens, text, lines);
  } catch {
    // Not by any text known; what the library says may quote the file.
    return unread(UNREADABLE, lines);
  }
}

type Refused = Pick<Finding, "says" | "remedy">;

const TOO_BIG: Refused = {
  says: "is larger than 64 kB",
  remedy: "Shorten it: a configuration needs a page at most.",
};
const TOO_DEEP: Refused = {
  says: `nests more than ${MOST_DEEP} levels deep`,
  remedy: "Write it flatter: no key of this file is more than five levels deep.",
};
const TOO_MUCH: Refused = {
  says: `holds more than ${MOST_LEXEMES} words and signs`,
  remedy: "Shorten it: a configuration needs a page at most.",
};
const UNREADABLE: Refused = {
  says: "cannot be read as YAML",
  remedy: "Compare it with the example in the documentation.",
};

function unread(because: Refused, lines: LineCounter): YamlReading {
  return {
    value: undefined,
    findings: [{ path: [], ...because }],
    places: placesIn(new Map(), lines),
    sound: false,
  };
}

type Tokens = { readonly tokens: Parameters<Composer["compose"]>[0] };

function tokensOf(text: string, lines: LineCounter): Tokens | Refused {
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    lexemes += 1;
    // The parser keeps the document itself and the newest scalar on its stack as well.
    if (parser.stack.length > MOST_DEEP + 2) {
      return TOO_DEEP;
    }
    if (lexemes > MOST_LEXEMES) {
      return TOO_MUCH;
    }
  }
  tokens.push(...parser.end());
  return { tokens };
}

/** Double keys are looked for in `readNode`, in linear time; the library compares each with each. */
const OPTIONS = {
  schema: "core",
  strict: true,
  stringKeys: true,
  uniqueKeys: false,
  merge: false,
  resolveKnownTags: false,
  prettyErrors: false,
} as const;

function compose(tokens: Tokens["tokens"], text: string, lines: LineCounter): YamlReading {
  const [document, second] = new Composer(OPTIONS).compose(tokens, true, text.length);
  if (document === undefined) {
    return unread(UNREADABLE, lines);
  }
  const read = readNode(document.contents);
  const errors = [
    ...syntaxFindings(document, lines, text.trimEnd().length),
    ...(second === undefined ? [] : [secondDocument(second)]),
  ];
  return {
    value: read.value,
    findings: [...errors, ...read.findings],
    places: placesIn(read.offsets, lines),
    sound: errors.length === 0,
  };
}

function secondDocument(second: Document.Parsed): Finding {
  return {
    path: [],
    says: "holds more than one YAML document",
    remedy: "Remove the line `---` between them and what does not belong here.",
    offset: second.range[0],
  };
}

/** The library's own words are not used: they quote the file, which may hold a secret by mistake. */
const SYNTAX: Partial<Record<ErrorCode, Refused>> = {
  BAD_DQ_ESCAPE: {
    says: "has a backslash between double quotes that begins no escape",
    remedy: "Use single quotes, in which a backslash is itself.",
  },
  BAD_INDENT: {
    says: "is not indented like its neighbours",
    remedy: "Indent keys of one level alike, with spaces.",
  },
  MISSING_CHAR: {
    says: "lacks a sign: a quotation mark, a bracket, a comma, or white space",
    remedy: "Close what was opened in this line or before it.",
  },
  NON_STRING_KEY: {
    says: "has a key that is not plain text",
    remedy: "Write keys as words, each before a colon.",
  },
  TAB_AS_INDENT: { says: "is indented with a tab", remedy: "Indent with spaces." },
};
const INVALID: Refused = { says: "is not valid YAML", remedy: "Correct this line, or the one before it." };

/**
 * The first error of each line: what follows it in the line is mostly its consequence. What is missed at the end of the
 * text is missed behind its last sign (at `end`), not in a line that is not there.
 */
function syntaxFindings(document: Document.Parsed, lines: LineCounter, end: number): readonly Finding[] {
  const byLine = new Map<number, { readonly code: YAMLError["code"]; readonly offset: number }>();
  // Aliases to nothing and anchors without a name are aliases and anchors: `readNode` reports those.
  for (const { code, pos } of document.errors.filter((error) => error.code !== "BAD_ALIAS")) {
    const offset = Math.min(pos[0], end);
    const { line } = lines.linePos(offset);
    if (!byLine.has(line)) {
      byLine.set(line, { code, offset });
    }
  }
  return [...byLine.values()].map(({ code, offset }) => ({
    path: [],
    ...(SYNTAX[code] ?? INVALID),
    offset,
  }));
}
