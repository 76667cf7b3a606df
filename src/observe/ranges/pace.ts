import { isTooHeavy } from "../../github/heavy.ts";

/** What is asked for this little and still not answered is not a matter of size. */
const SMALLEST = 5;

/** Answers at a size before a larger one is tried: each that GitHub gives up on costs ten seconds, and is charged. */
const STEADY = 2;

/** Asks for so many things at a time. Rejects as `ask` does where GitHub gives up on the smallest number, too. */
export type Pace = <T>(ask: (size: number) => Promise<T>) => Promise<T>;

/** Begins with the largest number; halves it where GitHub gives up on a query, and doubles it again when all is well. */
export function createPace(largest: number): Pace {
  let size = largest;
  let answered = 0;

  function slower(error: unknown): void {
    if (!isTooHeavy(error) || size <= SMALLEST) {
      throw error;
    }
    size = Math.max(SMALLEST, Math.floor(size / 2));
    answered = 0;
  }

  function steady(): void {
    answered += 1;
    if (answered >= STEADY && size < largest) {
      size = Math.min(largest, 2 * size);
      answered = 0;
    }
  }

  return async (ask) => {
    for (;;) {
      try {
        const answer = await ask(size);
        steady();
        return answer;
      } catch (error) {
        slower(error);
      }
    }
  };
}
