/** GitHub refuses a longer body of a release. */
const LONGEST = 125_000;

/** The draft's body: GitHub's generated notes, then the thanks. */
export function draftBody(generated: string, shoutOuts: string): string {
  const body = [generated.trim(), shoutOuts].filter((part) => part !== "").join("\n\n");
  if (body.length <= LONGEST) {
    return body;
  }
  const lines = body
    .slice(0, LONGEST - 200)
    .split("\n")
    .slice(0, -1);
  return [...lines, "", "_Shortened: the full list is behind the comparison link._"].join("\n");
}
