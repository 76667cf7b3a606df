import { createScanner, SyntaxKind } from "typescript/unstable/ast";

const LITERALS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
]);

/** After one of these a slash divides; anywhere else it begins a regular expression. */
const VALUES: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
]);

/** Two words in a row: what has fewer is a name, a key or a sign. */
const PROSE = /[\p{L}\d',.:;`)]+ [\p{L}]{2,}/u;

/** The texts of a module that read as prose, as they stand between its `${}`, line by line. */
export function sentencesIn(source: string): readonly string[] {
  return literalsIn(source)
    .flatMap((literal) => literal.split("\n"))
    .map((line) => line.trim())
    .filter((line) => PROSE.test(line));
}

function literalsIn(source: string): readonly string[] {
  const scanner = createScanner(true, undefined, source);
  const found: string[] = [];
  /** How many braces are open inside each `${` that is. */
  const braces: number[] = [];
  let before = SyntaxKind.Unknown;
  for (let token = scanner.scan(); token !== SyntaxKind.EndOfFile; token = scanner.scan()) {
    if ((token === SyntaxKind.SlashToken || token === SyntaxKind.SlashEqualsToken) && !VALUES.has(before)) {
      token = scanner.reScanSlashToken();
    }
    if (token === SyntaxKind.CloseBraceToken && braces.at(-1) === 0) {
      token = scanner.reScanTemplateToken(false);
    }
    count(token, braces);
    if (LITERALS.has(token)) {
      found.push(scanner.getTokenValue());
    }
    before = token;
  }
  return found;
}

function count(token: SyntaxKind, braces: number[]): void {
  const open = braces.at(-1) ?? 0;
  if (token === SyntaxKind.TemplateHead) {
    braces.push(0);
  } else if (token === SyntaxKind.TemplateTail) {
    braces.pop();
  } else if (braces.length > 0 && token === SyntaxKind.OpenBraceToken) {
    braces[braces.length - 1] = open + 1;
  } else if (braces.length > 0 && token === SyntaxKind.CloseBraceToken) {
    braces[braces.length - 1] = open - 1;
  }
}
