import type { Remains } from "../../release/remains.ts";

const url = "https://github.com/octo/tool";

const NOTHING: Remains = { served: [], opened: [], waiting: [], runs: [], posts: [], silent: [] };

/** What can be left of a release: before anybody got it, and afterwards. */
export const remainsExamples = {
  nothing: NOTHING,
  "before publication": {
    ...NOTHING,
    served: [
      { index: "testpypi", project: "tool", version: "5.0.0", known: "served", files: ["tool-5.0.0.tar.gz"] },
    ],
    waiting: [{ environment: "pypi", url: `${url}/actions/runs/1` }],
    runs: [
      { id: 1, url: `${url}/actions/runs/1` },
      { id: 2, url: `${url}/actions/runs/2` },
    ],
    release: { is: "draft", url: `${url}/releases/tag/untagged-1`, files: 1, byApp: true },
  },
  "after publication": {
    ...NOTHING,
    served: [
      {
        index: "pypi",
        project: "tool",
        version: "5.0.0",
        known: "served",
        files: ["tool-5.0.0-py3-none-any.whl", "tool-5.0.0.tar.gz"],
      },
      {
        index: "pypi",
        project: "tool-extra",
        version: "5.0.0",
        known: "yanked",
        files: ["tool_extra-5.0.0.tar.gz"],
      },
      { index: "testpypi", project: "tool", version: "5.0.0", known: "emptied", files: [] },
    ],
    opened: [{ environment: "docs", url: `${url}/actions/runs/1` }],
    release: { is: "untagged", url: `${url}/releases/tag/untagged-1`, files: 2, byApp: true },
    discussion: `${url}/discussions/3`,
    posts: [
      { channel: "ANNOUNCE_DISCORD", url: "https://discord.com/channels/1/2/3" },
      { channel: "ANNOUNCE_SLACK", unclear: true },
    ],
  },
  "published on GitHub alone": {
    ...NOTHING,
    release: { is: "public", url: `${url}/releases/tag/v5.0.0`, files: 0, byApp: true },
  },
  "no gates known": {
    ...NOTHING,
    release: { is: "draft", url: `${url}/releases/tag/untagged-1`, files: 1, byApp: true },
    gatesUnknown: true,
  },
  "nobody answers": {
    ...NOTHING,
    release: { is: "draft", url: `${url}/releases/tag/untagged-1`, files: 0, byApp: true },
    silent: ["pypi", "GitHub"],
  },
} as const satisfies Readonly<Record<string, Remains>>;
