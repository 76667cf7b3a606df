import type { Group } from "./entry.ts";

export const TEXT = {
  title: "Text from outside",
  entries: {
    "mention-bomb": {
      threat: "puts mentions of people and teams into titles, names and reasons",
      promise:
        "Nobody is called by text from outside: the only live mentions are the credits of the authors.",
    },
    "markdown-breakout": {
      threat: "puts links, pipes, backticks, headings and closing tags into titles, names and reasons",
      promise:
        "Text from outside stays text in its place: lists, tables and folds are the same as with harmless text.",
    },
    "comment-swallow": {
      threat: "opens an HTML comment in a title or a reason, to hide what comes after it",
      promise: "What stands after it can be read.",
    },
    "bidi-name": {
      threat: "puts characters that turn the reading direction or cannot be seen into names and titles",
      promise: "None of them reaches what the app writes.",
    },
    "cross-reference-spam": {
      threat: "puts references to issues of others and closing keywords into titles and reasons",
      promise: "Text from outside refers to nothing; only the release's own pull requests are linked.",
    },
    "image-beacon": {
      threat: "puts images and HTML into titles and reasons, to see who reads them",
      promise: "No image and no HTML from outside is shown; it stands there as text.",
    },
    "copy-paste-trap": {
      threat: "pushes a tag that a shell would execute, for a reply to suggest",
      promise:
        "Commands that are suggested are built from checked values; such a tag gets one sentence with none of its text in code to copy.",
    },
    "log-forging": {
      threat: "puts line ends, escape codes and invisible characters into names that are logged",
      promise: "One event is one line of JSON, without any character that a terminal would obey.",
    },
    "log-markup": {
      threat: "prints markup, mentions and terminal codes in a publish job, for the board to show its log",
      promise:
        "Lines of a log stand on the board as code, ten at most: they call nobody, link nowhere, and fold or hide nothing.",
    },
    broadcast: {
      threat: "names the release after everybody in the channel",
      promise:
        "The announcement tells Discord to call nobody, whatever its text says, and on Slack nothing of a name is a call.",
    },
  },
} as const satisfies Group;
