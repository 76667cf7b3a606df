import {
  chainText,
  EMPTY,
  failuresText,
  healthText,
  LABELS,
  ledgerText,
  NO_PAGE,
  NOT_SHOWN,
  PARTS,
  PHASE_STATES,
} from "../pages.ts";
import { type Saying, said } from "../saying.ts";

const ENTRIES = {
  saw: {},
  decided: { action: "open-gate" },
  did: { action: "open-gate" },
  failed: { action: "open-gate", fault: "unreachable" },
} as const;

/** What the app's own pages say besides what stands on the boards. */
export function pagesSayings(): readonly Saying[] {
  return [
    ...said("no page:", NO_PAGE, ({ title, says, remedy }) => `**${title}**\n\n${says}\n\n${remedy}`),
    ...said("nothing:", EMPTY, (text) => text),
    { where: "overview: not all", text: NOT_SHOWN },
    { where: "labels", text: Object.values(LABELS).join(" · ") },
    { where: "states of a phase", text: Object.values(PHASE_STATES).join(" · ") },
    { where: "failures", text: failuresText({ jobs: 3, again: 1 }) },
    { where: "health: well", text: healthText(true) },
    { where: "health: not well", text: healthText(false) },
    ...said("health:", PARTS, ({ name, red }) => `${name}: ${red}`),
    ...Object.entries(ENTRIES).map(([kind, entry]) => ({
      where: `ledger: ${kind}`,
      text: ledgerText(kind, entry),
    })),
    { where: "ledger: whole", text: chainText(undefined) },
    { where: "ledger: broken", text: chainText(3) },
  ];
}
