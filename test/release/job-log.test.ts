import { describe, expect, test } from "vitest";
import { createLogSieve } from "../../src/release/job-log.ts";

const STEP = "##[group]Run pypa/gh-action-pypi-publish@release/v1";
const HEADER = [STEP, "with:", "  password: ***", "##[endgroup]"];
const CLEAN_UP = ["Post job cleanup.", "[command]/usr/bin/git version", "Cleaning up orphan processes"];

function told(...lines: readonly string[]) {
  const sieve = createLogSieve();
  for (const [index, line] of lines.entries()) {
    sieve.add(`2026-11-20T18:00:0${index % 10}.1234567Z ${line}`);
  }
  return sieve.told();
}

describe("what is known of a cause", () => {
  test.each([
    [
      "file-name-used",
      [
        "WARNING  Error during upload. Retry with the --verbose option for more details.",
        "ERROR    HTTPError: 400 Bad Request from https://upload.example/legacy/",
        "         This filename has already been used, use a different",
        "         version. See https://index.example/help/#file-name-reuse",
      ],
    ],
    [
      "file-name-used",
      [
        "ERROR    HTTPError: 503 Service Unavailable",
        "ERROR    HTTPError: 400 Bad Request",
        "         File already",
        "         exists ('a-1.0.tar.gz')",
      ],
    ],
    [
      "version-exists",
      [
        "npm error 403 403 Forbidden - PUT https://r.example/a - You cannot publish over the previously published versions: 2.40.0.",
      ],
    ],
    ["version-exists", ["error: crate minutes-core@0.25.5 already exists on crates.io index"]],
    [
      "version-exists",
      [
        "the remote server responded with an error (status 400 Bad Request): crate version `0.0.2` is already uploaded",
      ],
    ],
    [
      "publisher-unknown",
      [
        "##[error]Trusted publishing exchange failure: ",
        "Token request failed: the server refused the request for the following reasons:",
        "",
        "* `invalid-publisher`: valid token, but no corresponding publisher (All lookup strategies exhausted)",
      ],
    ],
    [
      "id-token-missing",
      [
        "##[error]Trusted publishing exchange failure: ",
        "OpenID Connect token retrieval failed: GitHub: missing or insufficient OIDC token permissions, the ACTIONS_ID_TOKEN_REQUEST_TOKEN environment variable was unset",
      ],
    ],
    [
      "publishing-disabled",
      [
        "##[error]Trusted publishing exchange failure: audience retrieval failed: repository at index.example has trusted publishing disabled",
      ],
    ],
    [
      "credentials-refused",
      [
        "ERROR    HTTPError: 403 Forbidden from https://upload.example/legacy/",
        "         Invalid or non-existent authentication information.",
      ],
    ],
    [
      "files-refused",
      [
        "ERROR    HTTPError: 400 Bad Request from https://upload.example/legacy/",
        "         Can't have direct dependency: clip @ https://example.org/clip.zip",
      ],
    ],
    ["too-large", ["ERROR    HTTPError: 400 File too large. Limit for project 'a' is 100 MB."]],
    [
      "attestation-refused",
      ["ERROR    HTTPError: 400 Bad Request", "         Invalid attestations supplied during upload"],
    ],
    ["no-files", ["##[error]Unable to download artifact(s): Artifact not found for name: dist"]],
    ["index-down", ["ERROR    HTTPError: 503 Service Unavailable from https://upload.example/legacy/"]],
    [
      "index-down",
      [
        "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='upload.example', port=443): Max retries exceeded",
      ],
    ],
    ["runner-lost", ["##[error]The runner has received a shutdown signal."]],
  ])("%s", (cause, lines) => {
    const log = told(...HEADER, ...lines, "##[error]Process completed with exit code 1.", ...CLEAN_UP);
    expect(log.cause).toBe(cause);
    expect(log.lines.length).toBeGreaterThan(0);
  });

  test("none of a log that names none", () => {
    expect(told(...HEADER, "Uploading a-1.0.tar.gz", "##[error]Process completed with exit code 1.")).toEqual(
      {
        lines: ["Uploading a-1.0.tar.gz", "Error: Process completed with exit code 1."],
      },
    );
  });

  test.each([
    ["##[error]EEXIST: File already exists: dist/a-1.0.tar.gz"],
    ["cp: cannot create 'dist/a.whl': File already exists"],
    ["this filename has already been used for another asset"],
  ])("no used name of an index in what other tools say: %s", (line) => {
    expect(told(...HEADER, line, "##[error]Process completed with exit code 1.")).not.toHaveProperty("cause");
  });

  test.each([
    [["ERROR    HTTPError: 400 Bad Request from https://upload.example/legacy/", "         Bad Request"]],
    [["ERROR    HTTPError: 400 Bad Request from https://upload.example/legacy/"]],
    [["fulcio answered 400 Bad Request"]],
  ])("none of a 400 without a reason: %j", (lines) => {
    expect(told(...HEADER, ...lines, "##[error]Process completed with exit code 1.")).not.toHaveProperty(
      "cause",
    );
  });

  test("none of a log in which nothing failed", () => {
    expect(told(...HEADER, "ERROR    HTTPError: 503 Service Unavailable", ...CLEAN_UP)).toEqual({
      lines: [],
    });
  });
});

describe("the lines that matter", () => {
  test("are those of the failing step, without stamps, colours, progress, headers and clean-up", () => {
    const log = told(
      "##[group]Run actions/download-artifact@v4",
      "  name: dist",
      "##[endgroup]",
      "Error: of a step that succeeded all the same",
      ...HEADER,
      "\u001b[36mUploading distributions to https://upload.example/legacy/\u001b[0m",
      "\u001b[2K100% ━━━━━━━━━━━━━━━━ 765.4/765.4 kB • 00:00",
      "\u001b[31mERROR   \u001b[0m HTTPError: 400 Bad Request from https://upload.example/legacy/   ",
      "         File already exists ('a-1.0.tar.gz', with",
      "         blake2_256 hash 'abc').",
      "##[error]Process completed with exit code 1.",
      "Post job cleanup.",
      "Error: of the clean-up",
    );
    expect(log.lines).toEqual([
      "ERROR    HTTPError: 400 Bad Request from https://upload.example/legacy/",
      "         File already exists ('a-1.0.tar.gz', with",
      "         blake2_256 hash 'abc').",
    ]);
  });

  test("show the claims that a trusted publisher is compared with", () => {
    const log = told(
      ...HEADER,
      "##[error]Trusted publishing exchange failure: ",
      "Token request failed: the server refused the request for the following reasons:",
      "",
      "* `invalid-publisher`: valid token, but no corresponding publisher",
      "This generally indicates a trusted publisher configuration error, but could",
      "* `sub`: `repo:octo/tool:environment:pypi`",
      "* `repository`: `octo/tool`",
      "* `repository_owner`: `octo`",
      "* `workflow_ref`: `octo/tool/.github/workflows/release.yml@refs/tags/v1.0`",
      "* `environment`: `pypi`",
    );
    expect(log.lines.slice(1)).toEqual([
      "Token request failed: the server refused the request for the following reasons:",
      "* `invalid-publisher`: valid token, but no corresponding publisher",
      "* `repository`: `octo/tool`",
      "* `workflow_ref`: `octo/tool/.github/workflows/release.yml@refs/tags/v1.0`",
      "* `environment`: `pypi`",
    ]);
  });

  test("are ten at most, each cut, however much a step says", () => {
    const log = told(
      ...HEADER,
      ...Array.from({ length: 5000 }, (_, n) => `ERROR ${n} ${"x".repeat(1000)}`),
      "##[error]end",
    );
    expect(log.lines).toHaveLength(10);
    expect(log.lines.every((line) => line.length <= 200)).toBe(true);
    expect(log.lines.at(-1)).toBe("Error: end");
  });

  test.each([
    ["digits", "1"],
    ["beginnings of tokens", "eyJ-"],
  ])("are found in a line of a million %s, too: no pattern begins anew at each", (_, piece) => {
    const line = piece.repeat(1_000_000);
    expect(told(...HEADER, line, "##[error]end").lines).toEqual(["Error: end"]);
    expect(told(...HEADER, `##[error]${line}`).lines[0]?.length).toBeLessThanOrEqual(200);
  });

  test("are of the step whose text names a cause, though a later one failed, too", () => {
    const log = told(
      ...HEADER,
      "##[error]503 Service Unavailable",
      "##[group]Run ./notify",
      "##[endgroup]",
      "##[error]nobody listens",
    );
    expect(log).toEqual({ lines: ["Error: 503 Service Unavailable"], cause: "index-down" });
  });
});

describe("what looks like a secret is blotted out:", () => {
  test.each([
    ["a token of PyPI", `pypi-${"AgEIcHlwaS5vcmcCJDIx".repeat(3)}`],
    ["a token of GitHub", `ghs_${"a1B2c3".repeat(6)}`],
    ["a token of npm", `npm_${"a1B2c3".repeat(6)}`],
    ["a JSON web token", `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvIn0.${"c2lnbmF0dXJl".repeat(3)}`],
    ["a header", "Authorization: Basic X190b2tlbl9fOnB5cGk="],
    ["a bearer", "Bearer abcdefghijkl"],
    ["an address with a password", "https://user:hunter2@index.example/legacy/"],
    ["a query", "https://storage.example/x?sig=abc%2Fdef"],
    ["a flag", "twine upload --password hunter2"],
    ["a long run of mixed characters", "AbCdEfGhIj0123456789AbCdEfGhIj0123456789AbCd"],
  ])("%s", (_, text) => {
    const [line] = told(...HEADER, `##[error]refused: ${text} end`).lines;
    const secret =
      text.split(/[ =/:@]/).findLast((part) => /hunter2|abc|AgE|a1B2|eyJ|X190|AbCd/.test(part)) ?? text;
    expect(line).toContain("[redacted]");
    expect(line).not.toContain(secret);
    expect(line).not.toContain("hunter2");
  });

  test.each([
    `a_b-1.0-cp311-cp311-manylinux_2_17_x86_64.whl ${"9db71050".repeat(8)} password: ***`,
    "npm_config_user_agent, npm_lifecycle_event and pypi-attestations-conversions, keyJson",
  ])("and digests, file names, other names and GitHub's own masks stay: %s", (said) => {
    expect(told(...HEADER, `ERROR ${said}`, "##[error]end").lines[0]).toBe(`ERROR ${said}`);
  });
});
