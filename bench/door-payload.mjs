// The webhook of the door's bench: GitHub's own example of a review of a gate, about 20 kB, for any tag.
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";

const examples = createRequire(import.meta.url)("@octokit/webhooks-examples");
const example = examples.find(({ name }) => name === "deployment_review").examples[0];
const tagOf = (number) => `v1.0.${String(number).padStart(6, "0")}`;
const text = JSON.stringify({
  ...example,
  workflow_run: { ...example.workflow_run, head_branch: tagOf(0) },
});

/** With `tagAt`, where the tag stands in it: every tag has as many bytes. */
export const body = Object.assign(Buffer.from(text, "latin1"), { tagAt: text.indexOf(tagOf(0)) });

/** A tag with the signature of its webhook. */
export function signed(number, secret) {
  const tag = tagOf(number);
  body.latin1Write(tag, body.tagAt);
  return { tag, signature: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
}
