const TAG = /<(?<close>\/?)(?<name>[a-z][a-z0-9-]*)[^<>]*>/gi;

/** Elements that hold nothing, and those whose end tag is commonly left out. */
const NEVER_AROUND: ReadonlySet<string> = new Set(
  "area base br col dd dt embed hr img input li p source tbody td tfoot th thead tr track wbr".split(" "),
);

/**
 * How many more raw HTML elements are open after this piece of HTML than before. What stands inside an element
 * may be folded away, quoted or struck through, whatever Markdown makes of it.
 */
export function opened(html: string): number {
  let depth = 0;
  for (const { groups } of html.replace(/<!--[\s\S]*?(?:-->|$)/g, "").matchAll(TAG)) {
    if (!NEVER_AROUND.has(groups?.["name"]?.toLowerCase() ?? "")) {
      depth += groups?.["close"] === "" ? 1 : -1;
    }
  }
  return depth;
}
