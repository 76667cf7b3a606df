import { PLACEHOLDERS, replacePlaceholders, unknownPlaceholders } from "../../release/placeholder.ts";
import type { Finding } from "../finding.ts";
import type { Written } from "../schema.ts";
import { nearest, oneOf, shown } from "../shown.ts";

/** Discord takes 2,000 characters; what is filled in needs some of them. */
const MOST_OF_ITS_OWN = 1200;

/** Slack's way to call everybody, a group or a person. https://docs.slack.dev/messaging/formatting-message-text */
const CALL = /<[!@]/;

/** What is filled in there may begin with such a sign, or be a link to anywhere. */
const BRACKETED = /<(\{(?!url\})[a-z][a-z-]*\})/i;

type Template = { readonly text: string; readonly index: number; readonly onSlack: boolean };

function templates({ announce }: Written): readonly Template[] {
  return (announce ?? []).flatMap(({ template, slack }, index) =>
    template === undefined ? [] : [{ text: template, index, onSlack: slack !== undefined }],
  );
}

/** A misspelt placeholder would be posted as it stands. */
export function placeholdersAreKnown(written: Written): readonly Finding[] {
  return templates(written).flatMap(({ text, index }) => {
    const [unknown] = unknownPlaceholders(text);
    if (unknown === undefined) {
      return [];
    }
    const guess = nearest(unknown, PLACEHOLDERS);
    return [
      {
        path: ["announce", index, "template"],
        says: `has ${shown(`{${unknown}}`)}, for which nothing is filled in`,
        remedy:
          guess === undefined
            ? `Use ${oneOf(PLACEHOLDERS.map((name) => `{${name}}`))}.`
            : `Did you mean ${shown(`{${guess}}`)}?`,
      },
    ];
  });
}

/** An announcement calls nobody, on whatever channel. */
export function templatesCallNobody(written: Written): readonly Finding[] {
  return templates(written)
    .filter(({ text, onSlack }) => onSlack && CALL.test(text))
    .map(({ index }) => ({
      path: ["announce", index, "template"],
      says: "calls people with `<!…>` or `<@…>`; announcements call nobody",
      remedy: "Leave that out; links are written `<https://example.org|words>`.",
    }));
}

/** In Slack's brackets what is filled in would be no text any more; an address is meant to be a link. */
export function bracketsHoldAddresses(written: Written): readonly Finding[] {
  return templates(written).flatMap(({ text, index, onSlack }) => {
    const word = onSlack ? BRACKETED.exec(text)?.[1] : undefined;
    return word === undefined
      ? []
      : [
          {
            path: ["announce", index, "template"],
            says: `has ${shown(word)} right after \`<\`, where Slack takes it for a link or a call`,
            remedy: "Leave the `<` out; only `<{url}>` and `<{url}|words>` are links.",
          },
        ];
  });
}

/** Where a template is too long for its channel, the app's own words would be posted in its place. */
export function templatesLeaveRoom(written: Written): readonly Finding[] {
  return templates(written)
    .filter(({ text }) => replacePlaceholders(text, () => "").length > MOST_OF_ITS_OWN)
    .map(({ index }) => ({
      path: ["announce", index, "template"],
      says: `has more than ${MOST_OF_ITS_OWN} characters of its own, which leaves too little room for what is filled in`,
      remedy: "Shorten it; the notes have room for more.",
    }));
}
