import { CHANNEL_KINDS, type ChannelKind } from "../../release/configuration.ts";
import type { Finding } from "../finding.ts";
import type { Written } from "../schema.ts";
import { oneOf } from "../shown.ts";

const SERVICES: { readonly [Kind in ChannelKind]: string } = { discord: "Discord", slack: "Slack" };

/** The server reads channels from such variables alone, so that a repository can't send it elsewhere. */
const VARIABLE = /^ANNOUNCE_[A-Z0-9_]+$/;

/**
 * A channel is named, its address stays on the server: whoever has the address can post there, and this file is
 * for everyone to read. What stands in its place is never repeated.
 */
export function addressIsNoName({ announce }: Written): readonly Finding[] {
  return (announce ?? []).flatMap((entry, index) =>
    CHANNEL_KINDS.flatMap((kind) => {
      const name = entry[kind];
      const wrong = name === undefined ? undefined : wrongVariable(name, kind);
      return wrong === undefined ? [] : [{ path: ["announce", index, kind], ...wrong }];
    }),
  );
}

/** Discord's message is no message of Slack's: an entry is of one kind. */
export function channelIsOne({ announce }: Written): readonly Finding[] {
  return (announce ?? []).flatMap((entry, index) =>
    CHANNEL_KINDS.filter((kind) => entry[kind] !== undefined).length === 1
      ? []
      : [
          {
            path: ["announce", index],
            says: `must name one channel, with ${oneOf(CHANNEL_KINDS)}`,
            remedy: "Write one entry for each channel.",
          },
        ],
  );
}

function wrongVariable(name: string, kind: ChannelKind): Pick<Finding, "says" | "remedy"> | undefined {
  if (/:\/\/|webhooks|hooks\.slack/i.test(name)) {
    return {
      says: "is a secret: whoever reads this address can post to the channel; it belongs in a variable of the server",
      remedy:
        `Delete that webhook in ${SERVICES[kind]} and make a new one, put its address into a variable of the server ` +
        `such as ANNOUNCE_${kind.toUpperCase()}, and write that name here.`,
    };
  }
  if (!VARIABLE.test(name)) {
    return {
      says: "must be the name of a variable of the server: `ANNOUNCE_`, then capital letters, digits or `_`",
      remedy:
        "Write a name such as `ANNOUNCE_DISCORD`; the server's operator sets the variable to the address.",
    };
  }
  // The server takes NAME_FILE for the file that holds NAME.
  return name.endsWith("_FILE")
    ? { says: "must be the channel's own name, without `_FILE`", remedy: "Write the name without `_FILE`." }
    : undefined;
}

/** What was announced is recorded by the channel's name: of two alike, one would never be served. */
export function channelsDiffer({ announce }: Written): readonly Finding[] {
  const names = (announce ?? []).map(({ discord, slack }) => discord ?? slack);
  return names.flatMap((name, index) =>
    name === undefined || names.indexOf(name) === index
      ? []
      : [
          {
            path: ["announce", index, announce?.[index]?.discord === undefined ? "slack" : "discord"],
            says: "names a channel that an entry above names",
            remedy: "Keep one entry for each channel.",
          },
        ],
  );
}
