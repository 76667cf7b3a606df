/** The store can't be opened or doesn't take writes. The message names the place, the cause and the remedy. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  /** Why, in words for the operator. */
  readonly because: string;
  /** What the operator can do about it. */
  readonly remedy: string;

  constructor(place: string, fault: Fault, cause?: unknown) {
    super(`The store ${place} is unavailable: ${fault.because}. ${fault.remedy}.`, { cause });
    this.because = fault.because;
    this.remedy = fault.remedy;
  }
}

/** A cause and its remedy, each a phrase without a full stop. */
export type Fault = { readonly because: string; readonly remedy: string };
