import type { Group } from "./entry.ts";

export const REGISTRIES = {
  title: "Indexes and announcements",
  entries: {
    "already-on-registry": {
      threat: "the index has the version, or has had one of its files, before the tag",
      promise: "The release stops before anybody can approve, with the way out: the next version.",
    },
    "index-lag": {
      threat: "the index's JSON knows the version while installers are not served it yet",
      promise: "The app waits without an alarm for what installers are served, and then goes on by itself.",
    },
    "wrong-bytes": {
      threat: "the index serves other bytes under a built file's name",
      promise: "The release stops with both digests; nothing is drafted, published or announced.",
    },
    "missing-wheel": {
      threat: "only some of the built files arrive on the index",
      promise:
        "Every built file has to be there: after half an hour the release stops and names what is missing.",
    },
    "testpypi-for-pypi": {
      threat: "the job behind the gate of PyPI uploads to TestPyPI",
      promise: "Each gate is verified on its own index; the right version on another is as good as missing.",
    },
    "provenance-mismatch": {
      threat: "the files on the index were published by another repository or workflow",
      promise:
        "Where the index shows who published a file, that has to be this repository, this workflow and this gate: anything else stops the release, though the bytes are the same.",
    },
    yanked: {
      threat: "the version is withdrawn from the index right after it was published",
      promise: "A withdrawn version does not count as released: the release stops and says so.",
    },
    "local-version": {
      threat: "the tag names a local version, which no index accepts",
      promise: "The release stops before anybody can approve and says what to tag instead.",
    },
    "status-page-noise": {
      threat: "the index's status page is red for something else",
      promise:
        "What the page shows of the index is a hint on the board and decides nothing; what it shows of other things, and that it does not answer, is not even that.",
    },
    "double-announce": {
      threat: "the power fails right after the announcement was posted",
      promise:
        "The intent is on the board before the post: nobody posts again by itself, and a person is asked.",
    },
    "silent-announce": {
      threat: "the channel refuses the announcement",
      promise:
        "The post is waited for and its refusal is on the board; the release is public all the same, and it is tried again.",
    },
    "webhook-url-leak": {
      threat: "the channel answers with every error there is",
      promise:
        "The channel's address is in no line of the log, no comment, no board and no check run; there it is called by its name.",
    },
  },
} as const satisfies Group;
