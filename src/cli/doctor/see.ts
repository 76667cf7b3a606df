import type { Variables } from "../../env/reader.ts";
import { ownVariables } from "../../env.ts";
import type { Reading } from "../../github/github.ts";
import { guarded } from "../../observe/guarded.ts";
import { observe } from "../../observe/observe.ts";
import { readSetup } from "../../observe/setup/setup.ts";
import { blank } from "../../release/blank.ts";
import { absent, type Fact, given, seen, unseen } from "../../release/fact.ts";
import type { Setup, SetupInstallation } from "../../release/setup.ts";
import type { Repository } from "../../release/snapshot.ts";
import { eyesWith, type Place, type ReadingOf } from "../notes/eyes.ts";
import { type Lack, lackOf } from "../notes/lack.ts";

export type DoctorView =
  | { readonly is: "seen"; readonly setup: Setup }
  | { readonly is: "lacking"; readonly lack: Lack };

export type Wanted = { readonly place: Place; readonly app: string; readonly variables?: Variables };

/** Looks at a repository with the eyes of the app, as far as the token lets it. */
export async function seeSetup(
  github: ReadingOf,
  { place, app, variables }: Wanted,
  now: number,
): Promise<DoctorView> {
  const eyes = eyesWith(github, place);
  const nothing = blank({
    key: { repository: 0, tag: "" },
    address: { installation: 0, ...place },
    app: { id: 0, slug: app },
    now,
    reported: [],
    futile: [],
    channels: {},
  });
  const found = await observe(eyes, nothing, [{ at: "configuration" }]);
  const repository = given(found.repository);
  if (repository === undefined) {
    const none: Lack = { is: "no-repository" };
    return { is: "lacking", lack: lackOf(found.repository, none) ?? none };
  }
  const known = {
    repository,
    installation: await guarded(() => installationOf(eyes.github, repository, app)),
    configuration: found.configuration,
    channels: channelsIn(variables ?? ownVariables()),
  };
  return { is: "seen", setup: await readSetup(eyes.github, known, ({ slug }) => slug === app) };
}

/**
 * Shown to the owners of an organization; of a person's account nobody is told with such a token.
 * https://docs.github.com/rest/orgs/orgs#list-app-installations-for-an-organization
 */
async function installationOf(
  github: Reading,
  { owner, ownerType }: Repository,
  app: string,
): Promise<Fact<SetupInstallation>> {
  if (ownerType === "User") {
    return unseen;
  }
  const all = await github.readAll("GET /orgs/{org}/installations", { org: owner });
  const ours = all.find(({ app_slug }) => app_slug === app);
  return ours === undefined
    ? absent
    : seen({
        permissions: Object.fromEntries(
          Object.entries(ours.permissions).map(([name, level]) => [name, String(level)]),
        ),
        events: ours.events,
        suspended: ours.suspended_at !== null,
        ...(ours.repository_selection === "selected" ? { selected: true } : {}),
      });
}

/** Where the server's own settings are at hand, its channels are among them. */
function channelsIn(variables: Variables): Fact<readonly string[]> {
  const names = Object.keys(variables).flatMap(
    (name) => /^(ANNOUNCE_[A-Z0-9_]+?)(?:_FILE)?$/.exec(name)?.[1] ?? [],
  );
  return names.length === 0 ? unseen : seen(names);
}
