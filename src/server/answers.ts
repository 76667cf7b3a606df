/** What GitHub, a monitor or a stranger gets to read. Never the text of an error: GitHub keeps it in its delivery log. */
export type Answer = {
  readonly status: number;
  readonly text: string;
  /** Methods that the path takes, for 405. */
  readonly allow?: string;
};

export const ANSWERS = {
  alive: { status: 200, text: "ok" },
  stored: { status: 200, text: "ok" },
  unsigned: {
    status: 400,
    text: "The signature does not fit the body, or the body is no JSON object. Enter the server's WEBHOOK_SECRET as the webhook secret on the App's settings page.",
  },
  headersMissing: {
    status: 400,
    text: "This is no webhook of a GitHub App: X-GitHub-Event, X-GitHub-Delivery and X-Hub-Signature-256 are required.",
  },
  otherApp: {
    status: 403,
    text: "This delivery is meant for another App or for a repository's own webhook. Each App needs its own webhook URL and secret.",
  },
  unregistered: {
    status: 503,
    text: "not set up: open /setup and enter the code that the server has printed",
  },
  unknownPath: { status: 404, text: "Nothing is here." },
  readOnly: { status: 405, text: "Only GET is possible here.", allow: "GET, HEAD" },
  getOnly: { status: 405, text: "Only GET is possible here.", allow: "GET" },
  getOrPost: { status: 405, text: "Only GET and POST are possible here.", allow: "GET, HEAD, POST" },
  postOnly: { status: 405, text: "Only POST is possible here.", allow: "POST" },
  formTooLarge: { status: 413, text: "This form holds no more than 16 KB." },
  tooLarge: { status: 413, text: "GitHub sends no payload larger than 25 MB." },
  notJson: {
    status: 415,
    text: "Only application/json is understood. Choose it as the content type of the App's webhook.",
  },
  failed: { status: 500, text: "This failed. The cause stands in the server's log." },
  notStored: {
    status: 500,
    text: "The event could not be stored. Nothing is lost: deliver it again, or wait until the app looks for it by itself.",
  },
} as const satisfies Readonly<Record<string, Answer>>;
