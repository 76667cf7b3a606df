/** What stands for a text that may be a secret. */
const BLOTTED = "[redacted]";

/**
 * Shapes of credentials: GitHub's, PyPI's, npm's and crates.io's tokens, AWS key ids, JSON web tokens, and whatever
 * follows a word that announces one. GitHub masks the secrets it knows with `***`; a token that was minted or decoded
 * within a job, it does not know. Sources: docs.github.com "About authentication to GitHub" (token formats),
 * pypi.org/help/#apitoken, docs.npmjs.com "About access tokens", RFC 7519.
 */
const SECRETS: readonly RegExp[] = [
  /\bgh[opsur]_[\w.-]{10,}/g,
  /\bgithub_pat_\w{10,}/g,
  /\bpypi-[\w-]{16,}/g,
  /\bnpm_\w{16,}/g,
  /\bcio\w{30,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  // Whatever follows: a shape that fails at its end would be tried anew from each beginning in a long line.
  /\beyJ[\w-]{10,}(?:\.[\w-]*)*/g,
];

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

/** The text without what looks like a credential. Rather too much is blotted out than too little. */
export function redacted(text: string): string {
  const known = SECRETS.reduce((left, shape) => left.replace(shape, BLOTTED), text);
  return ANNOUNCED.reduce((left, shape) => left.replace(shape, `$1${BLOTTED}`), known)
    .replace(USERINFO, BLOTTED)
    .replace(RUN, (run) => (isMixed(run) ? BLOTTED : run));
}

function isMixed(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run);
}
