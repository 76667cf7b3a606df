import { readConfiguration } from "../../src/config/configuration.ts";
import type { Configuration, ConfigurationFault } from "../../src/release/configuration.ts";

/** The configuration of a text that must be valid. */
export function configured(text: string): Configuration {
  const file = readConfiguration(text, "blob");
  if (file.is !== "valid") {
    throw new Error(`Not valid: ${JSON.stringify(file.faults)}`);
  }
  return file.configuration;
}

/** The faults of a text; none when it is valid. */
export function faultsIn(text: string): readonly ConfigurationFault[] {
  const file = readConfiguration(text, "blob");
  return file.is === "valid" ? [] : file.faults;
}

/** The paths at which faults are found, in order. */
export function pathsOf(text: string): readonly string[] {
  return faultsIn(text).map((fault) => fault.path);
}
