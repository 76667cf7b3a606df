import { type Configuration, DEFAULT_PREPARE } from "../release/configuration.ts";
import type { Setup } from "../release/setup.ts";
import { configured } from "./configuration.ts";
import type { Check, ReleaseFinding, State } from "./finding.ts";

/** What the configuration names besides: labels, the discussion's category, channels. */
export function releaseChecks(setup: Setup): readonly Check[] {
  const configuration = configured(setup);
  return configuration === undefined
    ? []
    : [
        ...labelChecks(setup, configuration),
        ...categoryChecks(setup, configuration),
        ...channelChecks(setup, configuration),
      ];
}

function check(state: State, finding: ReleaseFinding): Check {
  return { state, finding };
}

/** GitHub makes the board's labels with the first board; those by which people mark things nobody makes for them. */
function labelChecks({ labels }: Setup, { board, prepare }: Configuration): readonly Check[] {
  const blockers = prepare.blockers === DEFAULT_PREPARE.blockers ? [] : prepare.blockers;
  const named = [
    { key: "board.labels", labels: board.labels },
    { key: "prepare.labels", labels: prepare.labels },
    { key: "prepare.blockers", labels: blockers },
  ];
  const all = named.flatMap((one) => one.labels);
  if (all.length === 0) {
    return [];
  }
  if (labels.is !== "seen") {
    return [check("unseen", { is: "labels-unseen", labels: all })];
  }
  const there = new Set(labels.value.map((label) => label.toLowerCase()));
  const absent = named.flatMap(({ key, labels: wanted }) => {
    const lacking = wanted.filter((label) => !there.has(label.toLowerCase()));
    return lacking.length === 0 ? [] : [check("look", { is: "labels-absent", key, labels: lacking })];
  });
  return absent.length === 0 ? [check("ok", { is: "labels-there", labels: all })] : absent;
}

function categoryChecks({ discussions }: Setup, { release }: Configuration): readonly Check[] {
  const { discussion: category } = release;
  if (category === undefined) {
    return [];
  }
  if (discussions.is !== "seen") {
    return [check("unseen", { is: "category-unseen", category })];
  }
  if (!discussions.value.enabled) {
    return [check("missing", { is: "discussions-off", category })];
  }
  return discussions.value.categories.includes(category)
    ? [check("ok", { is: "category-there", category })]
    : [check("missing", { is: "category-absent", category })];
}

function channelChecks({ channels }: Setup, { announce }: Configuration): readonly Check[] {
  const variables = announce.map(({ variable }) => variable);
  if (variables.length === 0) {
    return [];
  }
  if (channels.is !== "seen") {
    return [check("unseen", { is: "channels-unseen", variables })];
  }
  const unknown = variables.filter((name) => !channels.value.includes(name));
  return unknown.length === 0
    ? [check("ok", { is: "channels-known", variables })]
    : [check("missing", { is: "channels-unknown", variables: unknown })];
}
