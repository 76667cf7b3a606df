import type { Group } from "./entry.ts";

export const SECRETS = {
  title: "Secrets and the server",
  entries: {
    "token-in-log": {
      threat: "provokes errors whose text repeats the token of the request",
      promise:
        "No token, private key or secret of the server stands in any line of the log, whoever wrote it there.",
    },
    "token-in-job-log": {
      threat: "has a publish job print credentials that GitHub does not mask, for the board to repeat them",
      promise:
        "What looks like a credential is blotted out before any line of a log is kept, and its storage is sent no token.",
    },
    "payload-in-log": {
      threat: "provokes errors of the framework, which carry the whole event along",
      promise: "Nothing of a payload but the names that a line needs reaches the log.",
    },
    "header-log": {
      threat: "sends credentials in headers and in the query, to find them in the log later",
      promise: "Of a request the log has event, delivery, status and duration: no other header, no query.",
    },
    "error-echo": {
      threat: "makes storing fail, to read the cause in GitHub's log of deliveries",
      promise: "The answer is a fixed sentence; the cause stands in the server's own log only.",
    },
    "setup-exposed": {
      threat: "looks for the framework's setup pages to overwrite the App's credentials",
      promise:
        "There are none. A server without credentials serves its own set-up page alone, which does nothing without the code in its terminal and ends for good once it is used; one with half of them does not start.",
    },
    "dotenv-override": {
      threat: "leaves a file of settings in the folder that the server is started from",
      promise:
        "Settings come from the environment alone; such a file is not read. What the set-up page writes beside the store can name the App and nothing else, and only where the environment names none.",
    },
    "broad-token": {
      threat: "gets hold of one of the app's tokens and tries what else it opens",
      promise:
        "A token that can write is for one repository and one task; one for all of an installation can only read.",
    },
    "truncated-token": {
      threat: "hands out tokens longer than the columns and patterns of old",
      promise:
        "A token is taken whole, however long it is: with one of 600 characters and more a release goes its way.",
    },
    "open-dashboard": {
      threat: "asks the server, without saying who they are, what it conducts",
      promise:
        "Nothing is told: what may be asked says whether the server works, and names no repository and no release. The pages ask who somebody is, with one and the same page for what is there and what is not.",
    },
    sigterm: {
      threat: "ends the process in the middle of a step",
      promise:
        "What is under way is brought to its end first, and the release goes on after the start as if nothing had been.",
    },
  },
} as const satisfies Group;
