import type { Answer, Build } from "../release/answer.ts";
import type { BuiltArtifact } from "../release/dispatch.ts";
import { asCell, asCode, asLink } from "./safe.ts";
import { short, size, utc } from "./words.ts";

type TakenUp = Extract<Answer, { readonly is: "told"; readonly what: "taken-up" }>;

/** The board of a tag that was there already. */
export function takenUpText({ tag, url, started }: TakenUp): string {
  const run = started ? " Its workflow has been started at the tag." : "";
  return `${asLink("The board", url)} of ${asCode(tag)} is open.${run} It says what is so by now and what is left to do.`;
}

/** Artifacts of one build that are listed; its run's page has them all. */
const MOST = 20;

/** What a build has made, where it lies, and for how long. */
export function builtText({ ref, commit, url, artifacts }: Build): string {
  const where = `${asCode(ref)} at ${asCode(short(commit))}`;
  const run = asLink("The build", url);
  if (artifacts.length === 0) {
    return `${run} of ${where} is green, and has uploaded no artifact.`;
  }
  const rows = artifacts.slice(0, MOST).map((one) => artifactRow(one, url));
  const more = artifacts.length - rows.length;
  return [
    `${run} of ${where} is green. Nothing of it is released: it is there to be tried.`,
    [
      "| Artifact | Size | Digest of what is downloaded | Kept until |",
      "| --- | --- | --- | --- |",
      ...rows,
    ].join("\n"),
    ...(more > 0 ? [`${more} more ${more === 1 ? "is" : "are"} on ${asLink("the run's page", url)}.`] : []),
  ].join("\n\n");
}

function artifactRow({ id, name, size: bytes, digest, expiresAt }: BuiltArtifact, run: string): string {
  const cells = [
    asLink(asCode(name), `${run}/artifacts/${id}`),
    size(bytes),
    digest === undefined ? "–" : asCode(digest),
    expiresAt === undefined ? "–" : utc(expiresAt),
  ];
  return `| ${cells.map(asCell).join(" | ")} |`;
}
