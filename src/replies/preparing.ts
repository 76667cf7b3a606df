import { asCode } from "./safe.ts";

/** The first text of a board that was asked for before its tag; the release's own conduct writes it out. */
export function preparingText(tag: string): string {
  return `**Preparing ${asCode(tag)}.** What has merged and what is still open is being looked at.`;
}
