/** What GitHub calls the authors who may write to the repository: they are its own, and did not come just now. */
export const OWN: ReadonlySet<string> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** Nobody who may push is called this. A private member may be called a CONTRIBUTOR. */
export const STRANGERS: ReadonlySet<string> = new Set(["FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "NONE"]);
