import type { Fault } from "../release/fact.ts";

/** Long enough for every reason of ours, short enough for a hostile file name. */
const LONGEST_REASON = 300;

/** The artifact, or the address it came under, cannot be trusted: trying again will not help, a person has to look. */
export class ArtifactRefused extends Error {
  override readonly name = "ArtifactRefused";
  /** Why, in words; names from inside an archive appear in it without control and bidirectional characters. */
  readonly reason: string;

  constructor(reason: string) {
    const shown = reason.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\u{fffd}").slice(0, LONGEST_REASON);
    super(shown);
    this.reason = shown;
  }
}

/** The storage did not hand the artifact over: nothing is known about it, and asking again later makes sense. */
export class ArtifactFault extends Error {
  override readonly name = "ArtifactFault";
  readonly fault: Fault;
  /** Whether the same may be asked again a moment later: not what took its time already. */
  readonly again: boolean;

  constructor(fault: Fault, again = false) {
    super(`${fault.whom}: ${fault.detail}`);
    this.fault = fault;
    this.again = again;
  }
}

/** Whether our own disk failed, by what Node's file system tells: that says nothing about the artifact. */
export function isOfDisk(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** Does what reads or writes files. Where the disk fails, it throws an ArtifactFault with the system's code, without paths. */
export async function onOurDisk<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!isOfDisk(error)) throw error;
    const detail = `the file system failed (${error.code ?? "no code"})`;
    throw new ArtifactFault({ kind: "broken", whom: "the app's own server", detail });
  }
}
