import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** What the app asks GitHub for, as `app.yml` says it. */
export type AppFile = {
  readonly default_permissions: Readonly<Record<string, "read" | "write">>;
  readonly default_events: readonly string[];
};

/** The very file that a real installation is made from. It lies two folders up, from here as from where the build puts this. */
export function readAppFile(): AppFile {
  return parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")) as AppFile;
}
