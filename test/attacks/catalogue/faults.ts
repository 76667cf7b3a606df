import type { Group } from "./entry.ts";

export const FAULTS = {
  title: "Loss, order, time, crash",
  entries: {
    "out-of-order": {
      threat: "webhooks overtake one another, the end of a job before its start",
      promise:
        "An event only says where to look: whatever the order, the board and all effects end the same.",
    },
    "duplicated-waiting": {
      threat: "every webhook arrives three times, some of them later",
      promise: "Nothing is decided, written or said twice, and the board ends the same.",
    },
    "lost-hour": {
      threat: "not one webhook arrives for an hour",
      promise: "The sweep finds the tag, the gates and what people said, and the release goes on.",
    },
    "lost-after-202": {
      threat: "the power fails right after a webhook was acknowledged",
      promise:
        "What GitHub was told is taken is on disk before: after the start the release is taken up without another event.",
    },
    "restart-anywhere": {
      threat: "the process dies right after any change it made, with its database or without",
      promise:
        "After the start it looks instead of repeating, and comes to the same end with no effect doubled.",
    },
    "stale-read": {
      threat: "lists do not show for a while what was created a moment ago",
      promise:
        "One board, one reply, one draft and one asset are made, for what was just created is not created again on the word of a list.",
    },
    "retry-duplicates": {
      threat: "GitHub does what it is asked and answers 502, once for each kind of creation",
      promise: "No creation is repeated blindly: the app looks first, and of each there is one.",
    },
    "primary-limit": {
      threat: "the hour's requests are used up in the middle of an approval",
      promise: "The app asks next to nothing until the reset, then opens the gate once.",
    },
    "secondary-limit": {
      threat: "GitHub refuses a write and says how long to wait",
      promise: "Nothing is written before that time is over, and two writes are never closer than a second.",
    },
    "graphql-partial": {
      threat: "GraphQL answers 200 with half the data and an error, or gives up with 502",
      promise:
        "Half an answer counts as none. Less is asked for at a time until GitHub answers, and no notes are drafted before.",
    },
    "poison-event": {
      threat: "one release makes the app fail each time it looks at it",
      promise:
        "It is tried more and more seldom, with an error in the log each time, while others go on; mended, it goes on by itself.",
    },
    "double-dispatch": {
      threat: "the app is killed around the start of a workflow, and forgets what it did",
      promise:
        "A comment is claimed before its workflow is started, and a claimed one starts nothing more: its run is looked for, and where there is none, people are asked.",
    },
    "two-instances": {
      threat: "three processes share one store and take webhooks in turn",
      promise: "One of them at a time conducts a release, and together they do what one alone would.",
    },
    "store-broken": {
      threat: "the store's disk is full, or its file is no database",
      promise:
        "The app refuses to start, or turns not ready and fails webhooks so that GitHub keeps them, and opens nothing until it can write again.",
    },
    "clock-skew": {
      threat: "the server's clock is ten minutes behind GitHub's",
      promise:
        "The difference is taken from GitHub's answer and allowed for; where it can't be, the start fails and names the clock.",
    },
    suspended: {
      threat: "the installation is suspended, or the repository taken out of it, in the middle of a release",
      promise:
        "Nothing is written or opened meanwhile, the log says why once, GitHub is asked now and then, and afterwards the release goes on.",
    },
    "stuck-silently": {
      threat: "nobody does what a release waits for, and nobody hears of it",
      promise:
        "Every wait has a deadline. Past it the board names the likely cause and what to do, whether an event wakes the release or not; people are reminded in ever longer pauses, and of nothing else while somebody holds the release.",
    },
  },
} as const satisfies Group;
