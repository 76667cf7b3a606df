import { expect, it } from "vitest";
import { readBody } from "../../src/github/body.ts";

const read = async (text: string, how: { exact?: true }): Promise<unknown> => {
  const { body, headers } = new Response(text, { headers: { "content-type": "application/json" } });
  const asked = { what: "GET /app", write: false, ...how };
  return (await readBody(body, Object.fromEntries(headers), asked)).data;
};

it.each<[string, string, unknown]>([
  ["an id that fits", '{"id":9007199254740991}', { id: 9_007_199_254_740_991 }],
  ["an id that does not", '{"id":9007199254740993}', { id: "9007199254740993" }],
  ["one in a list", "[1, 190273645018273645]", [1, "190273645018273645"]],
  ["one spread over lines", '{\n  "id" :\n 190273645018273645\n}', { id: "190273645018273645" }],
  [
    "one beside text that looks like one",
    '{"id":190273645018273645,"body":"\\"id\\":190273645018273645, [190273645018273645]"}',
    { id: "190273645018273645", body: '"id":190273645018273645, [190273645018273645]' },
  ],
  [
    "a long fraction",
    "[1234567890123456789,0.1234567890123456,1.5e+1000000000000000]",
    ["1234567890123456789", 0.1234567890123456, Number.POSITIVE_INFINITY],
  ],
])("reads %s as GitHub wrote it where that is asked for", async (_name, text, data) => {
  expect(await read(text, { exact: true })).toEqual(data);
  expect(await read(text, {})).toEqual(JSON.parse(text));
});

it("tells a page that was cut off inside a long text from a whole one, at once", async () => {
  const cut = `{"id":190273645018273645,"body":"${"a".repeat(200)}`;
  await expect(read(cut, { exact: true })).rejects.toThrow("not the JSON it says it is");
});
