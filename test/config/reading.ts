import { readConfiguration } from "../../src/config/configuration.ts";
import type { Configuration, ConfigurationFault, FaultPlace } from "../../src/release/configuration.ts";

/** The configuration of a text that must be valid. */
export function configured(text: string): Configuration {
  const file = readConfiguration(text, "blob");
  if (file.is !== "valid") {
    throw new Error(`Not valid: ${JSON.stringify(file.faults)}`);
  }
  return file.configuration;
}

/** The faults of a text as people read them; none when it is valid. */
export function faultsIn(text: string): readonly Omit<ConfigurationFault, "place">[] {
  return brokenBy(text).map(({ place: _, ...fault }) => fault);
}

/** Where the faults are, in order; undefined of the file as a whole. */
export function placesOf(text: string): readonly (FaultPlace | undefined)[] {
  return brokenBy(text).map(({ place }) => place);
}

function brokenBy(text: string): readonly ConfigurationFault[] {
  const file = readConfiguration(text, "blob");
  return file.is === "valid" ? [] : file.faults;
}

/** The paths at which faults are found, in order. */
export function pathsOf(text: string): readonly string[] {
  return faultsIn(text).map((fault) => fault.path);
}
