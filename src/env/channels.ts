import { type EnvReader, type Variables, whyNoAddress } from "./reader.ts";

/** Repositories choose a channel by such a name; the rest of the environment stays out of their reach. */
const CHANNEL_NAME = /^(?<name>ANNOUNCE_[A-Z0-9_]+?)(?:_FILE)?$/;

/** Reads the addresses of the announcement channels, by the names of their variables. */
export function channelsOf(read: EnvReader, variables: Variables): ReadonlyMap<string, string> {
  const names = Object.keys(variables)
    .filter((variable) => read.isSet(variable))
    .flatMap((variable) => CHANNEL_NAME.exec(variable)?.groups?.["name"] ?? []);
  const channels = new Map<string, string>();
  for (const name of new Set(names)) {
    const address = read.secret(name);
    const cause = address === undefined ? undefined : whyNoAddress(address);
    if (cause !== undefined) {
      read.report(name, cause, "Set it to the channel's webhook URL, whole.");
    } else if (address !== undefined) {
      channels.set(name, address);
    }
  }
  return channels;
}
