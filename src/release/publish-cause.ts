/**
 * Whether `/retry`, which runs the same job with the same files again, can help:
 * `retry`: it can, once the trouble is over. `after-fix`: it can, once somebody has put right what stands outside the
 * tag. `rebuild`: it can't, what has to change is in the tagged commit. `burnt`: it can't, and no other build under
 * this version can either. `unclear`: nobody can tell from here.
 */
export type Outlook = "retry" | "after-fix" | "rebuild" | "burnt" | "unclear";

/** Whether only another build helps, under this version or the next. */
export function goesForward(outlook: Outlook): outlook is "rebuild" | "burnt" {
  return outlook === "rebuild" || outlook === "burnt";
}

export type PublishCause =
  | "file-name-used"
  | "version-exists"
  | "id-token-missing"
  | "publisher-unknown"
  | "publishing-disabled"
  | "credentials-refused"
  | "attestation-refused"
  | "too-large"
  | "files-refused"
  | "no-files"
  | "index-down"
  | "runner-lost";

type KnownCause = {
  readonly name: PublishCause;
  /** Held against the text of the failing step as one line: twine breaks its sentences at 80 columns. */
  readonly text: RegExp;
  readonly outlook: Outlook;
  /** Where the text comes from. */
  readonly source: string;
};

/**
 * The causes that are known, the most telling first: a log that shows a 503 and then "File already exists" is of
 * an upload that was taken although it was answered with an error (pypa/twine#199).
 */
const KNOWN: readonly KnownCause[] = [
  {
    name: "file-name-used",
    text: /filename has already been used, use a different|File already exists \(|#file-name-reuse|Only one sdist may be uploaded per release/i,
    outlook: "burnt",
    source: "pypi/warehouse, warehouse/forklift/legacy.py; https://pypi.org/help/#file-name-reuse",
  },
  {
    name: "version-exists",
    text: /cannot publish over (?:the|existing) (?:previously published )?version|EPUBLISHCONFLICT|crate (?:version )?\S+ (?:is )?already (?:been )?(?:uploaded|exists)/i,
    outlook: "burnt",
    source: "npm/npm#10692, getsentry/craft#621 (npm); apache/opendal#4719, getsentry/craft#859 (cargo)",
  },
  {
    name: "id-token-missing",
    text: /OpenID Connect token retrieval failed|ACTIONS_ID_TOKEN_REQUEST_(?:TOKEN|URL)|requires "write" access to the "id-token" permission/i,
    outlook: "rebuild",
    source: "pypa/gh-action-pypi-publish, oidc-exchange.py; npm/libnpmpublish, lib/provenance.js",
  },
  {
    name: "publisher-unknown",
    text: /invalid-(?:pending-)?publisher/i,
    outlook: "after-fix",
    source: "https://docs.pypi.org/trusted-publishers/troubleshooting/",
  },
  {
    name: "publishing-disabled",
    text: /has trusted publishing disabled|does not indicate trusted publishing support|`?not-enabled`?:/i,
    outlook: "after-fix",
    source: "pypa/gh-action-pypi-publish, oidc-exchange.py; docs.pypi.org, Troubleshooting",
  },
  {
    name: "credentials-refused",
    text: /Invalid or non-existent authentication|Invalid API Token|isn't allowed to upload|ENEEDAUTH|code E401|403 (?:Client Error: )?Forbidden|status 403 Forbidden|401 Unauthorized/i,
    outlook: "after-fix",
    source: "pypi/warehouse, warehouse/forklift/legacy.py and macaroons; https://pypi.org/help/#invalid-auth",
  },
  {
    name: "attestation-refused",
    text: /attestations? (?:supplied|is not|are not|could not|failed)|(?:invalid|unknown) attestation|could not verify the upload/i,
    outlook: "unclear",
    source: "pypi/warehouse, warehouse/attestations/services.py (PEP 740)",
  },
  {
    name: "too-large",
    text: /File too large|Project size too large|413 (?:Request Entity|Payload|Content) Too Large/i,
    outlook: "after-fix",
    source: "pypi/warehouse, warehouse/forklift/legacy.py; https://pypi.org/help/#file-size-limit",
  },
  {
    name: "no-files",
    text: /Artifact not found for name|Unable to download artifact|InvalidDistribution: Cannot find file|does not contain any (?:valid )?distribution/i,
    outlook: "unclear",
    source: "actions/download-artifact; pypa/twine, twine/commands/__init__.py",
  },
  {
    name: "files-refused",
    // With its reason: PyPI also answers a bare 400, of which nobody can tell (pypa/gh-action-pypi-publish#303).
    text: /HTTPError: 400 Bad Request from \S+ (?!Bad Request|##\[)\S|400 Client Error: (?!Bad Request)|HTTP Error 400: |status code 400 Bad Request. Server says|InvalidDistribution|InvalidMetadata|\(status 400/i,
    outlook: "rebuild",
    source: "pypi/warehouse, warehouse/forklift/metadata.py and legacy.py",
  },
  {
    name: "index-down",
    text: /\b50[0234] (?:Server Error|Internal|Bad Gateway|Service|Gateway|Backend)|429 Too Many|unexpected 5\d\d|server configuration or downtime|(?:Read|Connect)Timeout|timed out|ETIMEDOUT|ECONNRESET|ECONNREFUSED|EAI_AGAIN|Connection (?:reset|refused|aborted)|ConnectionError|Max retries exceeded|name resolution/i,
    outlook: "retry",
    source:
      "pypa/twine, twine/repository.py; requests and undici; pypa/gh-action-pypi-publish, oidc-exchange.py",
  },
  {
    name: "runner-lost",
    text: /runner has received a shutdown signal|lost communication with the server|operation was canceled|exceeded the maximum execution time/i,
    outlook: "retry",
    source: "actions/runner",
  },
];

/** The cause that a step's text names; undefined when it is none of the known ones. */
export function causeIn(text: string): PublishCause | undefined {
  const line = text.replace(/\s+/g, " ");
  return KNOWN.find((known) => known.text.test(line))?.name;
}

/** What any server may answer: where no index is named, nobody can tell whose answer it is, and of what. */
const OF_ANY_SERVER: ReadonlySet<PublishCause> = new Set([
  "file-name-used",
  "credentials-refused",
  "attestation-refused",
  "too-large",
  "files-refused",
  "index-down",
]);

/** Whether the cause is certain without an index that the job publishes to. */
export function namesItsIndex(cause: PublishCause): boolean {
  return !OF_ANY_SERVER.has(cause);
}

/** Whether a retry can help against a cause, before anything is known of the index. */
export function outlookOf(cause: PublishCause | undefined): Outlook {
  return KNOWN.find(({ name }) => name === cause)?.outlook ?? "unclear";
}
