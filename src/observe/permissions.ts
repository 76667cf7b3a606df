import { type Fact, seen } from "../release/fact.ts";
import type { Granted } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";

/** What the installation has granted. https://docs.github.com/rest/apps/apps#get-an-installation-for-the-authenticated-app */
export const permissions: Reader<Fact<Granted>> = async (eyes) => seen(await eyes.permissions());
