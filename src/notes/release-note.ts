/** So many lines of a release note stand in the notes: it is a line for readers, not an essay. */
const MOST_LINES = 5;

/** What people leave or write where there is nothing to say, without the marks around it. */
const NOTHING = /^(?:none|n\/?a|no|nothing|not (?:applicable|needed|required))?$/i;

const HEADING = /^ {0,3}(?<marks>#{1,6})[ \t]+(?<text>.*)$/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/**
 * The lines of the section with this heading in a pull request's description, up to the next heading that is no
 * deeper, without list marks, fences and HTML comments; at most five. Undefined where there is no such section, or
 * it says that there is nothing to say (`NONE`, `N/A`): then the title stands.
 */
export function releaseNote(description: string, heading: string): readonly string[] | undefined {
  const lines = withoutComments(description).split(/\r?\n/);
  const start = lines.findIndex((line) => titleOf(line)?.text === wanted(heading));
  const level = titleOf(lines[start] ?? "")?.level;
  if (level === undefined) {
    return undefined;
  }
  const said = sectionBelow(lines.slice(start + 1), level)
    .map(withoutMark)
    .filter((line) => !NOTHING.test(line.replace(/[_*`>.!-]/g, "").trim()));
  return said.length === 0 ? undefined : said.slice(0, MOST_LINES);
}

function titleOf(line: string): { readonly level: number; readonly text: string } | undefined {
  const { marks, text } = HEADING.exec(line)?.groups ?? {};
  return marks === undefined || text === undefined ? undefined : { level: marks.length, text: wanted(text) };
}

/** `## Release note` and `### **Release Note:**` are the same heading. */
function wanted(heading: string): string {
  return heading
    .replace(/[#*_:]/g, "")
    .trim()
    .toLowerCase();
}

/** Headings within a fence are code. */
function sectionBelow(lines: readonly string[], level: number): readonly string[] {
  const below: string[] = [];
  let fenced = false;
  for (const line of lines) {
    if (FENCE.test(line)) {
      fenced = !fenced;
      continue;
    }
    const title = fenced ? undefined : titleOf(line);
    if (title !== undefined && title.level <= level) {
      break;
    }
    below.push(title === undefined ? line : line.replace(/^ {0,3}#+[ \t]+/, ""));
  }
  return below;
}

function withoutMark(line: string): string {
  return line.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ x]\]\s+)?/i, "").trim();
}

/** By hand: a description may open a thousand comments and close none. */
function withoutComments(text: string): string {
  let left = "";
  let at = 0;
  for (let open = text.indexOf("<!--"); open !== -1; open = text.indexOf("<!--", at)) {
    left += text.slice(at, open);
    const end = text.indexOf("-->", open);
    if (end === -1) {
      return left;
    }
    at = end + "-->".length;
  }
  return left + text.slice(at);
}
