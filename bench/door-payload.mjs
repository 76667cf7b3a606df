// The webhooks of the door's bench, GitHub's own examples: the review of a gate, about 20 kB, for any tag; and a job of
// some other run, as an app is told of most.
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";

const examples = createRequire(import.meta.url)("@octokit/webhooks-examples");
const exampleOf = (event) => examples.find(({ name }) => name === event).examples[0];
const example = exampleOf("deployment_review");
const tagOf = (number) => `v1.0.${String(number).padStart(6, "0")}`;
const text = JSON.stringify({
  ...example,
  workflow_run: { ...example.workflow_run, head_branch: tagOf(0) },
});

/** With `tagAt`, where the tag stands in it: every tag has as many bytes. */
export const body = Object.assign(Buffer.from(text, "latin1"), { tagAt: text.indexOf(tagOf(0)) });

const job = exampleOf("workflow_job");
const otherText = JSON.stringify({
  ...job,
  workflow_job: { ...job.workflow_job, head_branch: "main" },
  installation: example.installation,
});

/** About a branch that is no release. */
export const other = { event: "workflow_job", body: Buffer.from(otherText, "latin1") };

/** A tag with the signature of its webhook. */
export function signed(number, secret) {
  const tag = tagOf(number);
  body.latin1Write(tag, body.tagAt);
  return { tag, signature: signatureOf(body, secret) };
}

export function signatureOf(bytes, secret) {
  return `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
}
