/**
 * Rules whose absence nobody can notice, because something else keeps the same. Each with what that is; a rule that
 * is noticed all the same does not belong here.
 */
export const TWICE_KEPT: Readonly<Record<string, string>> = {
  "the account that wrote it still exists": "whoever counts approvals needs an author to count",
  "every job before the gates has succeeded": "the artifacts are looked at only after the checks",
};
