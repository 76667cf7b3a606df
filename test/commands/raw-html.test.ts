import { expect, it } from "vitest";
import { opened } from "../../src/commands/raw-html.ts";

it.each([
  ["<details>", 1],
  ["</details>", -1],
  ["<details><summary>log</summary>", 1],
  ["<TABLE>\n<TR><TD>", 1],
  ["<p align=center>", 0],
  ['<img src="a"><br>', 0],
  ["<!-- <details> -->", 0],
  ["<!-- <details>", 0],
  ["a < b and c > d", 0],
  ["<custom-element>", 1],
])("%s leaves %i elements open", (html, depth) => {
  expect(opened(html)).toBe(depth);
});
