import { given } from "../release/fact.ts";
import type { ShutOut } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { installationSettings } from "./places.ts";
import { asCode, asLink, asText } from "./safe.ts";
import { listed } from "./words.ts";

/** Why nothing can be done, in a few words and in a sentence, and who can end it. Markdown. */
export type ShutOutText = { readonly state: string; readonly says: string; readonly remedy: string };

/** What keeps the app out, with the way back in. */
export function shutOutText(by: ShutOut, seen: Snapshot): ShutOutText {
  switch (by.is) {
    case "no-access":
      return {
        state: "No access",
        says: `The app has no access to the repository any more (${asText(by.detail, 400)}). Nothing is opened or published meanwhile.`,
        remedy: `In ${installationSettings(seen)} an owner unsuspends the app, installs it again, or adds the repository to it; the release then goes on by itself. For a repository that is gone there is nothing to do.`,
      };
    case "archived":
      return {
        state: "Archived",
        says: "The repository is archived, so GitHub takes nothing in it any more. Nothing is opened or published meanwhile.",
        remedy: `An admin unarchives it under ${settings(seen)}; the release then goes on by itself.`,
      };
    case "issues-off":
      return {
        state: "Issues are off",
        says: "Issues are switched off in the repository, and with them the release's board. Nothing is opened or published meanwhile.",
        remedy: `An admin ticks *Issues* under ${settings(seen)} → *Features*; the board is there again then, and the release goes on by itself.`,
      };
    case "locked":
      return {
        state: "Locked",
        says: "This conversation is locked, so the app can neither react nor reply here, and no command has an effect.",
        remedy:
          "Click *Unlock conversation*; what was said meanwhile is answered then, and the release goes on by itself.",
      };
    case "not-granted":
      return {
        state: "A permission is missing",
        says: `The app's installation has not granted ${listed(by.permissions.map((one) => asCode(one)))}, without which no release can go on. Nothing is opened or published meanwhile.`,
        remedy: acceptText(seen),
      };
  }
}

/** Who grants what the app lacks, and where. */
export function acceptText(seen: Snapshot): string {
  return `An owner accepts the app's permissions in ${installationSettings(seen)} (whoever runs the app asks for them in the App's own settings); the release then goes on by itself, and nothing need be said again.`;
}

function settings(seen: Snapshot): string {
  const url = given(seen.repository)?.url;
  return asLink("Settings → General", url && `${url}/settings`);
}
