import { asCode } from "./safe.ts";

/** The first text of a board that was asked for before its tag; the release's own conduct writes it out. */
export function preparingText(tag: string): string {
  return `**Preparing ${asCode(tag)}.** What has merged and what is still open is being looked at.`;
}

/** The first text of a board that was asked for when its tag was there; the release's own conduct writes it out. */
export function takingUpText(tag: string): string {
  return `**Taking ${asCode(tag)} up.** What is so by now is being looked at.`;
}
