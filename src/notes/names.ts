/** What git has where nobody told it a name, and what stands for nobody. */
const NOBODY = /^(?:your name|you|user|root|unknown|none|nobody|anonymous|author|test)$/i;

/** Tools by the names they commit under, where GitHub knows no account by their address. */
const TOOL = /\[bot\]$|\(bot\)$|^(?:github actions?|github copilot|copilot|web-?flow|github)$/i;

/** Whether a name in git is one that somebody can be thanked by. An address is none: it is never shown. */
export function isName(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name) && !/\S@\S/.test(name) && !NOBODY.test(name.trim());
}

/** Whether a name in git is a tool's. */
export function isTool(name: string): boolean {
  return TOOL.test(name.trim());
}

/** Names as they are compared: without regard to case and white space. */
export function nameKey(name: string): string {
  return name.trim().replace(/\s+/g, " ").toLowerCase();
}
