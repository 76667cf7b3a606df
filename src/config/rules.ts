import type { Finding } from "./finding.ts";
import { addressIsNoName, channelIsOne, channelsDiffer } from "./rules/announce.ts";
import { linkedIsAnnounced, linksGoNotInCircles, linksLeadToDiscord } from "./rules/announce-links.ts";
import {
  bracketsHoldAddresses,
  placeholdersAreKnown,
  templatesCallNobody,
  templatesLeaveRoom,
} from "./rules/announce-template.ts";
import { artifactNames, assetPatterns, pathsStayInside, workflowIsAFile } from "./rules/files.ts";
import { conditionsCanHold, durationsReadable } from "./rules/gate-policy.ts";
import {
  afterGoesNotInCircles,
  afterNamesGates,
  environmentsDiffer,
  fewGates,
  gatesCanBeTyped,
  indexHasItsPackage,
  kindsOfPython,
  packageNames,
  packagesDiffer,
  smokeTestsBeforeAGate,
} from "./rules/gates.ts";
import {
  categoriesHaveSomething,
  categoryPatterns,
  categoryTypes,
  membersAreNamed,
  peopleAreNamed,
  titlePlaceholders,
} from "./rules/notes.ts";
import { accountNames, approverRole, teamSlugs } from "./rules/people.ts";
import { branchName, milestoneTemplate, prepareLabels } from "./rules/prepare.ts";
import {
  branchPatternsGive,
  branchPatternsReadable,
  discussionCategory,
  labelNames,
  smokeTestNames,
  tagPatternsGive,
  tagPatternsReadable,
} from "./rules/words.ts";
import type { Written } from "./schema.ts";

/** One thing that must hold of a file of the right shape. Finds everything that it forbids. */
export type Rule = (written: Written) => readonly Finding[];

/** Beyond what the schema can say. */
export const RULES: readonly Rule[] = [
  tagPatternsReadable,
  tagPatternsGive,
  branchPatternsReadable,
  branchPatternsGive,
  workflowIsAFile,
  pathsStayInside,
  labelNames,
  prepareLabels,
  milestoneTemplate,
  branchName,
  approverRole,
  accountNames,
  teamSlugs,
  smokeTestNames,
  smokeTestsBeforeAGate,
  fewGates,
  gatesCanBeTyped,
  environmentsDiffer,
  indexHasItsPackage,
  packageNames,
  kindsOfPython,
  packagesDiffer,
  artifactNames,
  afterNamesGates,
  afterGoesNotInCircles,
  conditionsCanHold,
  durationsReadable,
  assetPatterns,
  membersAreNamed,
  peopleAreNamed,
  categoriesHaveSomething,
  categoryPatterns,
  categoryTypes,
  titlePlaceholders,
  discussionCategory,
  channelIsOne,
  addressIsNoName,
  channelsDiffer,
  linksLeadToDiscord,
  linksGoNotInCircles,
  linkedIsAnnounced,
  placeholdersAreKnown,
  templatesCallNobody,
  bracketsHoldAddresses,
  templatesLeaveRoom,
];
