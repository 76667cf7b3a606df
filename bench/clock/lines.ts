import type { Socket } from "node:net";

/** Calls back for each line of JSON that arrives. */
export function onMessage<T>(socket: Socket, hear: (message: T) => void): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(JSON.parse(line) as T);
  });
}
