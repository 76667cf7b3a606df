import { describe, expect, it } from "vitest";
import { plainError } from "../../src/store/plain-error.ts";

describe("plainError", () => {
  it.each([
    ["Bad credentials", "Error: Bad credentials"],
    ["repo acme/rocket, run 17: token expired", "Error: repo acme/rocket, run 17: token expired"],
    ["sent ghs_abcDEF123 twice", "Error: sent [secret] twice"],
    ["github_pat_11AB_cd failed", "Error: [secret] failed"],
    ["authorization: Bearer abc.def-ghi", "Error: authorization: [secret]"],
    ["jwt eyJhbGciOi.eyJpc3Mi.c2ln is old", "Error: jwt [secret] is old"],
    ["POST https://chat.example/hooks/1/s3cret?x=1 gave 500", "Error: POST https://chat.example/… gave 500"],
    ["postgres://app:hunter2@db.example:5432/app refused", "Error: postgres://db.example:5432/… refused"],
  ])("%s → %s", (message, text) => {
    expect(plainError(new Error(message))).toBe(text);
  });

  it("leaves causes and stacks out, and what is no error", () => {
    const error = new TypeError("fetch failed", { cause: new Error("ghs_secret") });
    expect(plainError(error)).toBe("TypeError: fetch failed");
    expect(plainError({ token: "ghs_secret" })).not.toContain("secret");
  });
});
