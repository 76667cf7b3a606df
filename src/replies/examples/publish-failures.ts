import { goesForward, outlookOf, type PublishCause } from "../../release/publish-cause.ts";
import type { IndexHolds, PublishFailure } from "../../release/publish-failure.ts";

const refused = "ERROR    HTTPError: 400 Bad Request from the index";

/** The lines that a log would show for each cause. */
const LINES: { readonly [Cause in PublishCause]: readonly string[] } = {
  "file-name-used": [refused, "This filename has already been used, use a different version."],
  "version-exists": ["npm error 403 You cannot publish over the previously published versions: 5.0.0."],
  "id-token-missing": ["Error: OpenID Connect token retrieval failed: missing or insufficient permissions"],
  "publisher-unknown": [
    "Error: Trusted publishing exchange failure:",
    "* `invalid-publisher`: valid token, but no corresponding publisher",
    "* `environment`: `pypi`",
  ],
  "publishing-disabled": ["Error: audience retrieval failed: the repository has trusted publishing disabled"],
  "credentials-refused": [
    "ERROR    HTTPError: 403 Forbidden from the index",
    "Invalid or non-existent authentication information.",
  ],
  "attestation-refused": [refused, "Invalid attestations supplied during upload"],
  "too-large": [refused, "File too large. Limit for project 'tool' is 100 MB."],
  "files-refused": [refused, "Can't have direct dependency: clip"],
  "no-files": ["Error: Unable to download artifact(s): Artifact not found for name: dist"],
  "index-down": ["ERROR    HTTPError: 503 Service Unavailable from the index"],
  "runner-lost": ["Error: The runner has received a shutdown signal."],
};

const NEXT = { version: "5.0.1", tag: "v5.0.1" };
const nothing: IndexHolds = { is: "nothing", index: "pypi" };

function failure(cause: PublishCause): PublishFailure {
  const outlook = outlookOf(cause);
  return {
    log: "read",
    lines: LINES[cause],
    cause,
    holds: nothing,
    outlook,
    ...(goesForward(outlook) ? { next: NEXT } : {}),
  };
}

/** A failed publication of each cause. */
export const publishFailures: { readonly [Cause in PublishCause]: PublishFailure } = {
  "file-name-used": failure("file-name-used"),
  "version-exists": failure("version-exists"),
  "id-token-missing": failure("id-token-missing"),
  "publisher-unknown": failure("publisher-unknown"),
  "publishing-disabled": failure("publishing-disabled"),
  "credentials-refused": failure("credentials-refused"),
  "attestation-refused": failure("attestation-refused"),
  "too-large": failure("too-large"),
  "files-refused": failure("files-refused"),
  "no-files": failure("no-files"),
  "index-down": failure("index-down"),
  "runner-lost": failure("runner-lost"),
};

const [wheel, sdist] = ["tool-5.0.0-py3-none-any.whl", "tool-5.0.0.tar.gz"];
const unknown: PublishFailure = { log: "read", lines: [], holds: nothing, outlook: "unclear" };
const { next: _, ...unnamed } = publishFailures["file-name-used"];

/** Half of it is there, and no other build's files can join it. */
export const halfPublished: PublishFailure = {
  ...publishFailures["files-refused"],
  outlook: "burnt",
  holds: { is: "part", index: "pypi", files: [wheel], of: 2 },
};

/** Where it is said in other ways. */
export const morePublishFailures: Readonly<Record<string, PublishFailure>> = {
  "no known cause": { ...unknown, lines: ["Error: Process completed with exit code 1."] },
  "no log": { ...unknown, log: "gone", holds: { is: "no-index" } },
  "the log not there yet": { ...unknown, log: "silent" },
  "the log refused": {
    ...unknown,
    log: "refused",
    logDetail: "logs.example is no known storage of GitHub's, and bytes from elsewhere are not trusted",
  },
  "the log not to be had, the index silent": {
    ...unknown,
    log: "silent",
    logDetail: "log storage: answered 503",
    holds: { is: "silent", index: "pypi", detail: "answered 503" },
  },
  "a huge log": { ...unknown, log: "cut", holds: { is: "no-files", index: "pypi" } },
  "half published, may be completed": {
    ...publishFailures["index-down"],
    holds: { is: "part", index: "pypi", files: [wheel], of: 2 },
  },
  "half published, burnt": halfPublished,
  "all there": {
    ...publishFailures["runner-lost"],
    holds: { is: "all", index: "pypi", files: [wheel, sdist], of: 2 },
  },
  "all there, and none taken twice": {
    ...publishFailures["runner-lost"],
    holds: { is: "all", index: "crates", files: ["tool-5.0.0.crate"], of: 1 },
    outlook: "unclear",
  },
  "half published, and none taken twice": {
    ...publishFailures["index-down"],
    holds: { is: "part", index: "npm", files: ["octo-tool-5.0.0.tgz"], of: 2 },
  },
  "half published on npm, burnt": {
    ...halfPublished,
    holds: { is: "part", index: "npm", files: ["octo-tool-5.0.0.tgz"], of: 2 },
  },
  ...Object.fromEntries(
    (["publisher-unknown", "publishing-disabled", "too-large", "credentials-refused"] as const).map(
      (cause) => [
        `${cause}, on crates`,
        { ...publishFailures[cause], holds: { is: "nothing", index: "crates" } as const },
      ],
    ),
  ),
  "other bytes there": {
    ...publishFailures["file-name-used"],
    holds: { is: "other-bytes", index: "pypi", files: [wheel] },
  },
  "files there that nobody built": {
    ...publishFailures["index-down"],
    holds: { is: "extra-files", index: "pypi", files: ["tool-5.0.0-cp311-cp311-win32.whl"] },
  },
  "files there, the build not to be read": {
    ...publishFailures["index-down"],
    holds: { is: "not-compared", index: "pypi", files: [wheel, sdist], lacks: "build" },
  },
  "files there, the build silent": {
    ...publishFailures["index-down"],
    holds: {
      is: "not-compared",
      index: "pypi",
      files: [wheel],
      lacks: "build",
      detail: "artifact storage: answered 503",
    },
  },
  "files there without digests": {
    ...publishFailures["index-down"],
    holds: { is: "not-compared", index: "pypi", files: [wheel], lacks: "digests" },
  },
  "burnt, the next not known": unnamed,
  "burnt, its tag not known": { ...unnamed, next: { version: "5.0.1" } },
};
