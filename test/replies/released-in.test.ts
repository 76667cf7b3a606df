import { expect, it } from "vitest";
import { releasedInText } from "../../src/replies/released-in.ts";
import { kindsOf, LIVE_MENTION, parse, proseOf } from "./markdown.ts";

const url = "https://github.com/octo/tool/releases/tag/v5.0.0";
const KINDS = kindsOf(parse(releasedInText({ name: "tool v5.0.0", url })));

it.each([
  "@everyone #1 octo/tool#2",
  "x](https://evil.example) [y](z)",
  "</p><img src=x> `a` **b** <!-- c",
  "www.evil.example",
])("a title like %j is nothing but the words of the link", (name) => {
  const text = releasedInText({ name, url });
  expect(kindsOf(parse(text))).toEqual(KINDS);
  expect(proseOf(parse(text))).not.toMatch(LIVE_MENTION);
});
