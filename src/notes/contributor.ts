/** A person to thank. */
export type Contributor = {
  /** The login, or the name in git where no account is known. Foreign text. */
  readonly name: string;
  /** Where GitHub itself says whose work it was: only they may be called by name. */
  readonly login?: string;
  /** Numbers of the pull requests they opened or had a hand in. */
  readonly pullRequests: readonly number[];
  /** Into these languages they translated, as far as is known; absent: they are no translator. */
  readonly languages?: readonly string[];
};
