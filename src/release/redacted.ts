/** What stands for a text that may be a secret. */
const BLOTTED = "[redacted]";

/**
 * Shapes of tokens: GitHub's, of no certain length and with dots, PyPI's (macaroons, which begin alike), npm's,
 * crates.io's, Slack's, AWS key ids, JSON web tokens. Sources: docs.github.com "About authentication to GitHub",
 * https://github.blog/changelog/2026-04-27, pypi.org/help/#apitoken, docs.npmjs.com "About access tokens", RFC 7519.
 */
const TOKENS: readonly RegExp[] = [
  // Wherever it begins: in a line of JSON the `n` of an escaped line break may stand before it.
  /gh[opsur]_[\w.-]+|github_pat_\w+/g,
  /pypi-AgE[\w-]+/g,
  /npm_[A-Za-z0-9]{16,}/g,
  /\bcio\w{30,}/g,
  /\bxox[a-z]-[\w-]+/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  // Whatever follows: a shape that fails at its end would be tried anew from each beginning in a long line.
  /\beyJ[\w-]{5,}(?:\.[\w-]*)*/g,
];

/** The text without what is known as a token by its shape, wherever it stands. */
export function withoutTokens(text: string, instead = BLOTTED): string {
  return TOKENS.reduce((left, shape) => left.replace(shape, instead), text);
}

/** What announces a credential; what follows it is taken for one, GitHub's own mask excepted. */
const ANNOUNCED: readonly RegExp[] = [
  /\b((?:proxy-)?authorization\s*:\s*|(?:set-)?cookie\s*:\s*)(?!\*\*\*).+/gi,
  /((?:password|passwd|secret|token|api[-_]?key|access[-_]?key|signature|\bsig|credential)["']?\s*[=:]\s*["']?)(?!\*\*\*)[^\s"'&,;]+/gi,
  /(--(?:password|token)[ =])(?!\*\*\*)\S+/gi,
  /\b((?:bearer|basic)\s+)(?!\*\*\*)[\w+/=.-]{8,}/gi,
];

/** The part of an address between `//` and `@`. */
const USERINFO = /(?<=:\/\/)[^\s/@]+(?=@)/g;

/** A long run of capitals, small letters and digits is no word; a digest has no capitals, and a file name has dots. */
const RUN = /[\w+-]{40,}/g;

/**
 * The text without what looks like a credential: tokens, and whatever follows a word that announces one. GitHub masks
 * the secrets it knows with `***`; a token that was minted or decoded within a job, it does not know. Rather too much is
 * blotted out than too little.
 */
export function redacted(text: string): string {
  return ANNOUNCED.reduce((left, shape) => left.replace(shape, `$1${BLOTTED}`), withoutTokens(text))
    .replace(USERINFO, BLOTTED)
    .replace(RUN, (run) => (isMixed(run) ? BLOTTED : run));
}

function isMixed(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run);
}
