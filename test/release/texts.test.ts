import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Action, actionText, IRREVERSIBLE, isIrreversible } from "../../src/release/action.ts";
import { absent, given, seen, unknown, unseen } from "../../src/release/fact.ts";
import { fingerprint } from "../../src/release/fingerprint.ts";
import { type Look, lookText } from "../../src/release/look.ts";
import { keyText, releaseName } from "../../src/release/release.ts";

const open: Action = {
  do: "open-gate",
  repository: 3,
  tag: "v1",
  environment: "pypi",
  run: 1,
  runAttempt: 1,
  attempt: "a/b/1",
  commit: "b",
  configuration: "c",
  approvals: [{ by: 1, login: "a", comment: 2, right: "role maintain" }],
  artifacts: ["dist sha256:2"],
  digests: ["x sha256:1"],
  letThrough: 0,
};

describe("an action's text", () => {
  it("does not depend on the order in which its parts were written", () => {
    const { do: kind, ...rest } = open;
    const turned = Object.fromEntries(Object.entries({ ...rest, do: kind }).reverse()) as Action;
    expect(actionText(turned)).toBe(actionText(open));
  });

  it.each([
    { runAttempt: 2 },
    { attempt: "a/c/1" },
    { configuration: "d" },
    { approvals: [{ by: 2, login: "a", comment: 2, right: "role maintain" }] },
    { approvals: [{ by: 1, login: "a", comment: 3, right: "role maintain" }] },
    { repository: 4 },
    { tag: "v2" },
    { artifacts: ["dist sha256:3"] },
    { digests: ["x sha256:2"] },
    { letThrough: 1 },
    { digests: [] },
    { environment: "testpypi" },
  ])("differs with each binding: %o", (change) => {
    expect(actionText({ ...open, ...change })).not.toBe(actionText(open));
  });

  it("is for what can't be taken back looked at again", () => {
    expect(isIrreversible(open)).toBe(true);
    expect(isIrreversible({ do: "react", comment: 1, with: "eyes" })).toBe(false);
    expect(IRREVERSIBLE).toContain("announce");
  });
});

describe("a look", () => {
  const looks: readonly Look[] = [
    { at: "tag" },
    { at: "runs" },
    { at: "index", gate: "pypi" },
    { at: "index", gate: "testpypi" },
    { at: "rights", user: 1, login: "a" },
    { at: "rights", user: 2, login: "a" },
  ];

  it("has a text of its own, by the person's number and not by the login", () => {
    expect(new Set(looks.map(lookText)).size).toBe(looks.length);
    expect(lookText({ at: "rights", user: 1, login: "b" })).toBe(
      lookText({ at: "rights", user: 1, login: "a" }),
    );
  });
});

describe("a fact", () => {
  it("gives its value only when it was seen", () => {
    expect(
      [seen(0), absent, unseen, unknown({ kind: "broken", whom: "", detail: "" })].map((fact) => given(fact)),
    ).toEqual([0, undefined, undefined, undefined]);
  });
});

describe("a fingerprint", () => {
  it("is sixteen hexadecimal digits, and stays what it is: boards out there carry them", () => {
    expect(fingerprint("")).toBe("811c9dc59747b28c");
    expect(fingerprint("release")).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprint("release")).toBe(fingerprint("release"));
  });

  it("changes with the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        expect(fingerprint(a) === fingerprint(b)).toBe(a === b);
      }),
    );
  });
});

it("a release is named by its repository's number, and shown by its name", () => {
  expect(keyText({ repository: 7, tag: "v1" })).toBe("7:v1");
  const nameOf = (tag: string) => releaseName({ installation: 1, owner: "o", name: "r" }, tag);
  expect(["v1", ":12", ":configuration", ":branch a/b"].map(nameOf)).toEqual([
    "o/r@v1",
    "o/r#12",
    "o/r:configuration",
    "o/r:branch a/b",
  ]);
});
