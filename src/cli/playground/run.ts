import { servePlayground } from "./server.ts";

type Output = { write(text: string): unknown };

/** Serves the playground until Ctrl-C; gives the exit code. */
export async function runPlayground(port: number, output: Output, errors: Output): Promise<0 | 1> {
  const failed = (error: unknown) =>
    errors.write(
      `The playground: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  const ended = new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  try {
    const playground = await servePlayground({ port, failed });
    output.write(greeting(playground.url));
    await ended;
    await playground.close();
    output.write("The playground is closed.\n");
    return 0;
  } catch (error) {
    errors.write(`The playground cannot start. ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function greeting(url: string): string {
  return `The playground is open, for this machine alone: ${url}
A GitHub, a PyPI and a Discord in memory, and the app at work in them, on a clock that stands still until you do something.
Open the address, push the tag, and finish the jobs up to the first gate. Ctrl-C ends it; nothing is kept.
`;
}
