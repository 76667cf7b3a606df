import type { visit } from "../cli/playground/visitor.ts";

type Press = readonly [says: string, by?: string];

/** How far a release is played, by the names under which it is pictured. */
export const PLAYED: readonly (readonly [name: string, presses: readonly Press[]])[] = [
  ["playground-begun", []],
  [
    "playground",
    [
      ["Push v5.0.0, though the code says 4.2.9"],
      ["Move the tag to a new commit"],
      ["Finish all of them"],
      ["/approve testpypi", "passerby"],
    ],
  ],
  ["playground-stopped", [["Push v5.0.0, though the code says 4.2.9"]]],
  [
    "playground-released",
    [
      ["Push v5.0.0, with its version set"],
      ["Finish all of them"],
      ["/tested linux ok", "dunkeroni"],
      ["/approve pypi", "blessedcoolant"],
      ["Finish publish-pypi"],
      ["/publish", "lstein"],
    ],
  ],
];

/** Presses these buttons one after the other, each in somebody's name where one is needed. */
export async function played(
  { press }: Pick<Awaited<ReturnType<typeof visit>>, "press">,
  presses: readonly Press[],
): Promise<void> {
  for (const [says, by] of presses) await press(says, by === undefined ? {} : { by });
}
