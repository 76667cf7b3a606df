import type { PageText } from "./linking.ts";

/** Why the registration did not go on. */
export type RegistrationFailure =
  | "from-elsewhere"
  | "insecure"
  | "wrong-code"
  | "too-many-tries"
  | "no-address"
  | "address-local"
  | "no-organization"
  | "not-this-browser"
  | "code-refused"
  | "github-silent"
  | "answer-unclear"
  | "file-there"
  | "file-unwritable"
  | "credentials-lost"
  | "busy";

type Failure = { readonly title: string; readonly says: string; readonly remedy: string };

const NOT_YET = "Not set up yet";

/** Why the registration did not go on, by cause, and what to do. */
export const REGISTRATION_FAILURES: Readonly<Record<RegistrationFailure, Failure>> = {
  "from-elsewhere": {
    title: NOT_YET,
    says: "This request did not come from this server's own page, so nothing was done.",
    remedy:
      "Open the page yourself and press its button. If you did, the proxy in front of this server hides its own name: let it pass on `Host`, or set `PUBLIC_URL` and restart.",
  },
  insecure: {
    title: NOT_YET,
    says: "This page was opened over plain http, where others can read along. Nothing was done.",
    remedy:
      "Open it over https, or on the server's own machine: `ssh -L 3000:localhost:3000` brings it to yours as `http://localhost:3000/setup`.",
  },
  "wrong-code": {
    title: NOT_YET,
    says: "This is not the code that the server has printed. Nothing was done.",
    remedy: "Copy it from the terminal or the container's log. Each start of the server prints a new one.",
  },
  "too-many-tries": {
    title: NOT_YET,
    says: "Too many wrong codes were entered, so this one is not taken any more, by anybody.",
    remedy: "Restart the server: it prints a new code.",
  },
  "no-address": {
    title: NOT_YET,
    says: "The address is none that GitHub and people could use. Nothing was done.",
    remedy:
      "Enter the https address under which this server is reached from outside, like `https://conductor.example.org`.",
  },
  "address-local": {
    title: NOT_YET,
    says: "The address leads to this machine alone, and GitHub has to reach it. Nothing was done.",
    remedy: "Enter the https address under which this server is reached from outside.",
  },
  "no-organization": {
    title: NOT_YET,
    says: "This is no name of an organization. Nothing was done.",
    remedy:
      "Enter it as it stands in its address on GitHub, without `https://github.com/`, or leave the field empty for your own account.",
  },
  "not-this-browser": {
    title: NOT_YET,
    says: "This answer from GitHub does not belong to a set-up that was begun in this browser within the last hour, or another one was begun since. Nothing was done with it.",
    remedy:
      "Begin again. If you did register an App, delete it first on GitHub, under *Settings*, *Developer settings*, *GitHub Apps*. If you never began, close this page: somebody may have sent you here.",
  },
  "code-refused": {
    title: NOT_YET,
    says: "GitHub does not give out the App's credentials for this answer any more: it can be used once, and within an hour.",
    remedy:
      "Delete the App on GitHub, under *Settings*, *Developer settings*, *GitHub Apps*, and begin again.",
  },
  "github-silent": {
    title: NOT_YET,
    says: "The App is registered, but GitHub gave no answer when it was asked for the credentials.",
    remedy:
      "Load this page again in some minutes: the same answer can be used for an hour. If it stays so, check that this server reaches GitHub (`GITHUB_API_URL`, `HTTPS_PROXY`).",
  },
  "answer-unclear": {
    title: NOT_YET,
    says: "GitHub's answer does not hold the App's credentials. Nothing was written.",
    remedy:
      "Check that `GITHUB_API_URL` is the API of the server that the App was registered on. Then delete the App there, under *Settings*, *Developer settings*, *GitHub Apps*, and begin again.",
  },
  "file-there": {
    title: NOT_YET,
    says: "A file with credentials is there already, and it is not overwritten.",
    remedy: "Restart the server to use it, or move it away and begin again.",
  },
  "file-unwritable": {
    title: NOT_YET,
    says: "The file for the credentials cannot be written, so GitHub was not asked for them.",
    remedy:
      "Let the server's user write the folder of the store (`DATABASE_PATH`), then load this page again.",
  },
  "credentials-lost": {
    title: NOT_YET,
    says: "GitHub gave the App's credentials, but they could not be written, and GitHub gives them only once.",
    remedy:
      "Look into the folder of the store (`DATABASE_PATH`): it may be full, or have a `credentials.env` by now. Then delete the App on GitHub, under *Settings*, *Developer settings*, *GitHub Apps*, and begin again.",
  },
  busy: {
    title: NOT_YET,
    says: "This answer from GitHub is being used just now, by another request.",
    remedy: "Look at the other page, or at the server's log.",
  },
};

/** The page that asks for what the App needs; `failure` is why it is shown again. */
export function askPage(failure?: RegistrationFailure): PageText {
  const before = failure === undefined ? [] : [failureText(failure)];
  return {
    title: "Set up Release Conductor",
    parts: [
      ...before,
      "This server has no GitHub App yet. With three answers it registers one of your own, with the permissions it needs and nothing else, and keeps its credentials in a file beside its store.",
    ],
  };
}

/** What the form asks for, and a hint on each. */
export const REGISTRATION_FIELDS = {
  code: { label: "Code", hint: "The server has printed it in the terminal." },
  address: {
    label: "Address of this server",
    hint: "Under which GitHub and people reach it, over https: `https://conductor.example.org`.",
  },
  organization: {
    label: "Organization",
    hint: "Whose repositories the App is for, as in its address on GitHub. Empty: your own account.",
  },
  goOn: { label: "Go on", hint: "Nothing is registered yet: GitHub asks you first." },
} as const;

/** The page that hands over to GitHub. */
export function handOverPage(to: {
  readonly owner: string | undefined;
  readonly publicUrl: string;
  readonly web: string;
}): PageText {
  const owner = to.owner === undefined ? "your own account" : `the organization \`${to.owner}\``;
  return {
    title: "Register the App on GitHub",
    parts: [
      `The App will belong to ${owner}, and GitHub will send its events to \`${to.publicUrl}\`.`,
      {
        list: [
          `Be signed in at \`${to.web}\` in this browser${to.owner === undefined ? "" : ", as an owner of the organization"}.`,
          "GitHub shows a name, which you can change: names of Apps are everybody's, and this one may be taken.",
          "Then it sends you back here. That has to happen within an hour.",
        ],
      },
    ],
    button: "Register on GitHub",
  };
}

/** The page after it: what is done, and what is next. */
export function registeredPage(made: { readonly slug: string; readonly path: string }): PageText {
  return {
    title: "The server is set up",
    parts: [
      `The App \`${made.slug}\` is registered. Its credentials are in \`${made.path}\`: keep that file as you keep the store, and show it to nobody. The server goes on by itself, and this page is gone.`,
      {
        list: [
          "Install the App on your repositories: the link below.",
          "In each, open *Settings*, *Environments*, and tick the App under *Deployment protection rules* of those that your publish jobs name.",
          "Add `.github/release-conductor.yml` to the default branch: an empty file will do, and `release-conductor init` writes one that fits.",
          "Push a tag.",
        ],
      },
    ],
  };
}

/** The page after GitHub sent somebody back in vain. */
export function registrationFailurePage(why: RegistrationFailure): PageText {
  const { title, says, remedy } = REGISTRATION_FAILURES[why];
  return { title, parts: [says, remedy] };
}

export const REGISTRATION_LINKS = { install: "Install the App", again: "Begin again" } as const;

/** What the terminal says while the server waits to be set up; the only place where the code stands. */
export function registrationNotice({ url, code }: { readonly url: string; readonly code: string }): string {
  return [
    "This server has no GitHub App yet: its settings name none.",
    `Open ${url} on this machine, or /setup at the https address of this server, and enter this code:`,
    "",
    `  ${code}`,
    "",
    "It is good for this start alone. To use an App that you have, set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET instead (.env.example).",
    "",
  ].join("\n");
}

function failureText(why: RegistrationFailure): string {
  const { says, remedy } = REGISTRATION_FAILURES[why];
  return `${says} ${remedy}`;
}
