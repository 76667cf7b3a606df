import { isValidName } from "./distribution.ts";
import { parsePep440 } from "./pep440.ts";

/** Longer ones are no requirement that anybody wrote. */
const LONGEST = 10_000;
const CLAUSE = /^(?<operator>===|~=|==|!=|<=|>=|<|>)(?<version>.*)$/s;

/**
 * Whether PyPA's `packaging` takes the text as version specifiers (`>=3.10,<4`); none at all are fine.
 * Source: https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function isSpecifiers(text: string): boolean {
  return (
    text.length <= LONGEST &&
    text
      .split(",")
      .map((clause) => clause.trim())
      .every((clause) => clause === "" || isClause(clause))
  );
}

function isClause(clause: string): boolean {
  const groups = CLAUSE.exec(clause)?.groups;
  const operator = groups?.["operator"];
  const said = (groups?.["version"] ?? "").trimStart();
  if (operator === undefined) return false;
  if (operator === "===") return /^[^\s;)]*$/.test(said);
  const equates = operator === "==" || operator === "!=";
  if (equates && said.endsWith(".*")) return /^v?(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*\.\*$/i.test(said);
  const version = parsePep440(said);
  if (version === undefined) return false;
  return (equates || version.local.length === 0) && (operator !== "~=" || version.release.length > 1);
}

/** A dependency as `Requires-Dist` names it, as far as an index judges it; its marker is not read. */
export type Requirement = "versions" | "direct" | "invalid";

/**
 * What kind of dependency this is: by versions (`torch>=2,<3; …`), by a direct reference (`torch @ https://…`), or
 * none by the grammar. Source: https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 */
export function requirementKind(text: string): Requirement {
  const { name, rest } = parts(text);
  if (name === undefined) return "invalid";
  if (rest.startsWith("@")) return /^@[ \t]*\S/.test(rest) ? "direct" : "invalid";
  const [said = ""] = rest.split(";", 1);
  const versions = said.trim();
  const inner = versions.startsWith("(") && versions.endsWith(")") ? versions.slice(1, -1) : versions;
  return isSpecifiers(inner) ? "versions" : "invalid";
}

function parts(text: string): { readonly name?: string; readonly rest: string } {
  if (text.length > LONGEST || /[\r\n]/.test(text)) return { rest: "" };
  const line = text.trim();
  const end = line.search(/[^a-z0-9._-]/i);
  const name = end === -1 ? line : line.slice(0, end);
  const after = end === -1 ? "" : line.slice(end).trimStart();
  if (!isValidName(name)) return { rest: "" };
  if (!after.startsWith("[")) return { name, rest: after };
  const close = after.indexOf("]");
  const extras = after.slice(1, close).trim();
  const named = extras === "" || extras.split(",").every((extra) => isValidName(extra.trim()));
  return close !== -1 && named ? { name, rest: after.slice(close + 1).trimStart() } : { rest: "" };
}
