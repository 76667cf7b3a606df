import { isName } from "./names.ts";

/** Somebody whom the end of a commit's message names. */
export type Trailer = {
  /** `author`: wrote it, too. `helper`: reported, suggested, helped, tested. */
  readonly role: "author" | "translator" | "helper";
  readonly name: string;
  /** Where the address is one that GitHub gave an account. The message says so, GitHub does not. */
  readonly login?: string;
  /** It is a tool's: nobody reads mail at `noreply@`. */
  readonly machine: boolean;
};

/**
 * Of whom the notes tell. Not who reviewed, acknowledged or signed off: that is what members and authors do.
 * https://docs.kernel.org/process/submitting-patches.html and
 * https://docs.github.com/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors
 */
const ROLES: Readonly<Record<string, Trailer["role"]>> = {
  "co-authored-by": "author",
  "co-developed-by": "author",
  "translated-by": "translator",
  "reported-by": "helper",
  "suggested-by": "helper",
  "helped-by": "helper",
  "tested-by": "helper",
};

const TRAILER = /^ {0,4}(?<key>[a-z][a-z-]{1,30}-by):(?<said>.{1,300})$/i;
const ADDRESS = /^(?<name>[^<>]*)<(?<address>[^<>\s]*)>$/;

/** Addresses that GitHub gives accounts. https://docs.github.com/account-and-profile/reference/email-addresses-reference */
const NOREPLY = /^(?:\d+\+)?(?<login>[a-z\d][\w-]*(?:\[bot\])?)@users\.noreply\.github\.com$/i;
const MACHINE = /^(?:[^@]*\[bot\]@|(?:no|do-?not)[-_.]?reply\b)/i;

/** Who is named in the body of a commit's message, each as often as there. Their addresses are not given on. */
export function trailers(body: string): readonly Trailer[] {
  return body.split(/\r?\n/).flatMap((line) => trailer(line) ?? []);
}

/** Of one line; undefined for every other line. */
export function trailer(line: string): Trailer | undefined {
  const { key = "", said = "" } = TRAILER.exec(line)?.groups ?? {};
  const role = ROLES[key.toLowerCase()];
  if (role === undefined) {
    return undefined;
  }
  const { name = said, address = "" } = ADDRESS.exec(said.trim())?.groups ?? {};
  const login = NOREPLY.exec(address)?.groups?.["login"];
  const called = name.trim().replace(/^@(?=[\w-]+$)/, "");
  const shown = isName(called) ? called : login;
  return shown === undefined
    ? undefined
    : { role, name: shown, machine: MACHINE.test(address), ...(login === undefined ? {} : { login }) };
}
