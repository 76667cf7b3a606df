import { generateKeyPairSync } from "node:crypto";
import type { Clock } from "../src/clock.ts";
import { connect } from "../src/github/connect.ts";
import type { GitHub } from "../src/github/github.ts";
import type { Sandbox } from "../src/sandbox/sandbox.ts";
import { createSharedInMemory } from "../src/store/shared.ts";

const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** The app as a sandbox has to know it for `connected`; its key is made for this run. */
export const APP = { id: 4711, publicKey: keys.publicKey };

/** A sandbox's GitHub as that app sees it, without sockets. */
export function connected(sandbox: Pick<Sandbox, "origin" | "fetch">, clock: Clock): GitHub {
  return connect({
    appId: APP.id,
    privateKey: keys.privateKey,
    baseUrl: `${sandbox.origin}/github`,
    clock,
    log: { debug: () => undefined },
    shared: createSharedInMemory(),
    userAgent: "test",
    fetch: (input, init) => sandbox.fetch(new Request(input, init)),
    random: () => 0,
  });
}
