import { gatesWaiting, githubReleaseOf, runOf } from "../standing.ts";
import { cannot, type Deed } from "./deed.ts";

/** An admin clicks "Start all waiting jobs" on the run's page, which asks nobody. */
export const startWaitingJobs: Deed = (world) => {
  const { repo, people } = world;
  const run = runOf(world);
  const gates = gatesWaiting(world);
  return run === undefined || gates.length === 0
    ? cannot("No job waits at a gate now: finish those before it first.")
    : {
        is: "can",
        who: people.maintainer,
        what: `clicks “Start all waiting jobs” on GitHub's page, past ${gates.map((gate) => `\`${gate}\``).join(" and ")}`,
        act: () => repo.startAllWaitingJobs(run, people.maintainer),
      };
};

/** Somebody publishes the draft on GitHub's own page. */
export const publishDraft: Deed = (world) => {
  const { repo, people } = world;
  const release = githubReleaseOf(world);
  return release?.draft === true
    ? {
        is: "can",
        who: people.maintainer,
        what: "publishes the draft on GitHub's own page",
        act: () => repo.publishRelease(release.id, people.maintainer),
      }
    : cannot("There is no draft to publish: the app makes one once the index serves the release.");
};
