/** The release did not go as the demo says it goes: the answer is no. */
export class DemoFailure extends Error {
  override readonly name = "DemoFailure";
}
