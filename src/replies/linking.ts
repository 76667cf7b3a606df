/** What became of somebody's wish to link their account. */
export type LinkOutcome =
  | { readonly is: "linked"; readonly login: string }
  | { readonly is: "not-linked"; readonly why: LinkFailure };

export type LinkFailure =
  /** The wish did not come from our own page. */
  | "from-elsewhere"
  /** Not begun in this browser, too long ago, begun again meanwhile, or finished before. */
  | "not-this-browser"
  /** GitHub does not know the code (any more). */
  | "code-refused"
  | "denied"
  /** The App's own settings are wrong. */
  | "set-up"
  | "github-silent"
  /** Too many at once, or the store is away. */
  | "busy";

/** A page in words. Names and code stand in backquotes, and nothing else is markup. */
export type PageText = {
  readonly title: string;
  readonly parts: readonly (string | { readonly list: readonly string[] })[];
  /** What the page's one button says. */
  readonly button?: string;
};

const END =
  "To end it, open your settings on GitHub, *Applications*, *Authorized GitHub Apps*, and choose *Revoke*. GitHub tells the app, and the app forgets your token.";

/** What linking is for and what it allows, before anything is asked of anybody. */
export function offerPage(): PageText {
  return {
    title: "Link your GitHub account",
    parts: [
      "Some environments have required reviewers, and there GitHub takes a review from nobody but a reviewer. If you are one and link your account, you can open and close such gates from a release's board.",
      {
        list: [
          "When you say `/approve` or `/reject` on a board, the app gives the review in your name. GitHub's own record names you.",
          "The app does nothing else in your name, and nothing that you did not say on a board.",
          "It gets a token from GitHub, never your password. By GitHub's rules the token allows what both you and the app may do, in repositories that have the app. It is kept encrypted.",
        ],
      },
      END,
    ],
    button: "Link with GitHub",
  };
}

/** The page after GitHub sent somebody back. */
export function outcomePage(outcome: LinkOutcome): PageText {
  if (outcome.is === "linked") {
    return {
      title: "Your account is linked",
      parts: [
        `The app can now give reviews as \`${outcome.login}\`.`,
        "Go back to the release's board and say it again in a new comment, `/approve pypi` for one. You can close this page.",
        END,
      ],
    };
  }
  const { title, says, remedy } = FAILURES[outcome.why];
  return { title, parts: [says, remedy] };
}

/** The links under the pages. */
export const LINKS = { authorized: "Your authorized apps on GitHub", again: "Begin again" } as const;

/** The sentence at these addresses where accounts can't be linked. */
export const LINKING_OFF =
  "Accounts can't be linked here: this server is not set up for it. Review the deployment on the run's own page on GitHub.";

type Failure = { readonly title: string; readonly says: string; readonly remedy: string };

/** Why an account was not linked, by cause. */
export const FAILURES: Readonly<Record<LinkFailure, Failure>> = {
  "from-elsewhere": {
    title: "Not begun here",
    says: "This request did not come from this server's own page, so nothing was done.",
    remedy: "Open the page of the link yourself and press its button.",
  },
  "not-this-browser": {
    title: "Not linked",
    says: "This answer from GitHub does not belong to a link that was begun in this browser within the last ten minutes, or it was used before. Nothing was changed.",
    remedy:
      "Begin again. If a page has told you before that your account is linked, it is. If you never began, close this page: somebody may have sent you here.",
  },
  "code-refused": {
    title: "Not linked",
    says: "GitHub did not accept the login any more. Nothing was changed.",
    remedy: "Begin again, and do not wait longer than ten minutes in between.",
  },
  denied: {
    title: "Not linked",
    says: "You did not authorize the app on GitHub. Nothing was changed.",
    remedy: "You can begin again, or close this page and review deployments on GitHub's own pages.",
  },
  "set-up": {
    title: "Not linked",
    says: "GitHub did not accept this server's own settings for logins. Nothing was changed.",
    remedy: "Tell whoever runs this server: its log says what to correct.",
  },
  "github-silent": {
    title: "Not linked",
    says: "GitHub gave no answer. Nothing was changed.",
    remedy: "Begin again in a few minutes.",
  },
  busy: {
    title: "Not linked",
    says: "This server could not keep the link just now. Nothing was changed.",
    remedy: "Begin again in a few minutes.",
  },
};
