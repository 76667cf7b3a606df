import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A TCP proxy before a database that can take it away and give it back. */
export type DatabaseProxy = {
  /** The database's URL, through here. */
  readonly url: string;
  /** Cuts every connection, and refuses new ones. */
  goAway(): Promise<void>;
  /** Takes what is sent and answers nothing, on old connections and new ones. */
  hang(): void;
  comeBack(): Promise<void>;
  close(): Promise<void>;
};

export async function proxyTo(url: string): Promise<DatabaseProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let hanging = false;
  let server = serve();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  function serve(): Server {
    return createServer((near) => {
      const far = connect(Number(target.port || 5432), target.hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.on("data", (bytes) => hanging || far.write(bytes));
      far.on("data", (bytes) => hanging || near.write(bytes));
    });
  }

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String(port);
  return {
    url: through.href,
    goAway: close,
    hang() {
      hanging = true;
    },
    async comeBack() {
      hanging = false;
      if (server.listening) return;
      server = serve();
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    close,
  };
}
