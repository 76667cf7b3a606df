import { expect, it } from "vitest";
import { commonForm } from "../../src/release/common-form.ts";
import { parseVersion, type Scheme, sameVersion, type Version } from "../../src/release/version.ts";

function version(text: string, scheme: Scheme): Version {
  const read = parseVersion(text, scheme);
  if (read === undefined) throw new Error(`${text} is no version by ${scheme}`);
  return read;
}

it.each([
  ["5.0.0", "5.0.0"],
  ["5.0.0rc1", "5.0.0-rc.1"],
  ["v5.1a2", "5.1.0-a.2"],
  ["5", "5.0.0"],
  ["5.0.0.dev3", "5.0.0-dev.3"],
  ["5.0.0b1.dev3", "5.0.0-b.1.dev.3"],
])("%s of PEP 440 is %s for both, and the same version there", (text, form) => {
  const read = version(text, "pep440");
  expect(commonForm(read)).toBe(form);
  expect(sameVersion(read, version(form, "pep440"))).toBe(true);
  expect(version(form, "semver").canonical).toBe(form);
});

it.each(["5.0.0.post1", "1!5.0.0", "5.0.0.1", "5.0.0+cu118", "5.0.99999999999999999999"])(
  "%s of PEP 440 has none",
  (text) => {
    expect(commonForm(version(text, "pep440"))).toBeUndefined();
  },
);

it("a version of semver is its own, where PEP 440 reads it", () => {
  expect(commonForm(version("5.0.0-rc.1", "semver"))).toBe("5.0.0-rc.1");
  expect(commonForm(version("5.0.0-canary.1", "semver"))).toBeUndefined();
});
