import type { Group } from "./entry.ts";

export const DOOR = {
  title: "The door for webhooks",
  entries: {
    "forged-body": {
      threat:
        "posts a webhook whose signature is missing, wrong, cut, of another kind or made for another body",
      promise: "It is answered with 400 and nothing is looked at, let alone stored.",
    },
    "default-secret": {
      threat:
        "signs with Probot's well-known default secret, on a server that was set up without one of its own",
      promise:
        "Without a secret of 32 characters or more the server does not start, and says how to make one.",
    },
    replay: {
      threat: "sends a delivery that GitHub has made once more, under its own id",
      promise: "It is answered with 200 and changes nothing: the id is known, and GitHub is not even asked.",
    },
    "replay-new-guid": {
      threat:
        "sends a caught body under new ids and under the names of other events, since headers are not signed",
      promise: "It makes the app look again at most: what was said once counts once, and nothing is written.",
    },
    "double-hook": {
      threat: "has a repository's own webhook deliver what the App's webhook delivers, with the same secret",
      promise:
        "The one that is not for the App is turned away with 403, and what comes twice all the same is done and answered once.",
    },
    "foreign-app-delivery": {
      threat: "sends on what GitHub signed for another App that shares the secret",
      promise: "A delivery that names another App as its target is answered with 403 and moves nothing.",
    },
    "oversized-body": {
      threat: "posts 60 MB without a valid signature, in one piece or in chunks",
      promise:
        "What is larger than 25 MB is thrown away as it comes and answered with 413, before any signature is computed, and the server goes on.",
    },
    "slow-body": {
      threat: "opens a request and lets its body trickle in",
      promise: "The connection is closed when the time for one request is over, and nothing is stored.",
    },
    "odd-request": {
      threat: "asks for other paths, with other methods, content types and headers than GitHub's",
      promise:
        "Each gets the status that fits and one sentence: no stack trace, no version, no page of the framework.",
    },
    "odd-shape": {
      threat:
        "sends signed payloads of every event there is, with fields missing, of other types or beyond all numbers",
      promise: "None ends in an error of the server, and none makes the app write anything.",
    },
    "no-installation": {
      threat:
        "sends a signed event that names no installation, for which a framework would ask without a token",
      promise: "It is acknowledged and dropped: no request leaves the server.",
    },
    "secret-rotation": {
      threat: "changes the webhook secret, and deliveries signed with the old one are still on their way",
      promise:
        "Deliveries signed with the old secret are taken for as long as it stands in `WEBHOOK_SECRET_OLD`, and not a moment longer.",
    },
    "error-status-leak": {
      threat: "makes storing fail with an error that brings a status of success along",
      promise:
        "GitHub reads 200 only once the wake is stored; any failure is a 500, so that it can be delivered again.",
    },
  },
} as const satisfies Group;
