import type { Examined } from "../../doctor/examine.ts";
import type { Saying } from "../../replies/saying.ts";
import { doctorText, wrongRepository } from "../doctor/text.ts";

const EXAMINED: readonly Examined[] = [
  { subject: "repository", checks: [{ state: "missing", finding: { is: "issues-off" } }] },
  {
    subject: "gates",
    checks: [
      { state: "ok", finding: { is: "rule-on", gate: "pypi" } },
      { state: "look", finding: { is: "bypass-on", gate: "pypi" } },
      { state: "unseen", finding: { is: "environment-unseen", gate: "testpypi" } },
    ],
  },
  { subject: "release", checks: [{ state: "ok", finding: { is: "labels-there", labels: ["release"] } }] },
];

/** What the command itself says, around the findings. */
export function doctorSayings(): readonly Saying[] {
  return [
    { where: "doctor findings", text: doctorText("acme/rocket", "v5.0.0", EXAMINED) },
    { where: "doctor nothing", text: doctorText("acme/rocket", "v5.0.0", []) },
    { where: "doctor no repository", text: wrongRepository("rocket") },
  ];
}
