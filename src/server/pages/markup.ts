/** HTML that is whole and safe: made by `html` alone, which takes everything else for text. */
export type Html = { readonly html: string };

type Part = Html | string | number | undefined | readonly Html[];

/** A template of HTML. What is put in is text, and escaped, unless it is HTML itself; undefined is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.reduce((made, string, index) => `${made}${textOf(parts[index - 1])}${string}`);
  return { html: text };
}

/** A text of our own that is HTML already, such as a style. */
export function verbatim(text: string): Html {
  return { html: text };
}

/** Text as HTML, in content and in quoted attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.codePointAt(0)};`);
}

function textOf(part: Part): string {
  switch (typeof part) {
    case "undefined":
      return "";
    case "string":
    case "number":
      return escaped(String(part));
    case "object":
      return "html" in part ? part.html : part.map((one) => one.html).join("");
  }
}
