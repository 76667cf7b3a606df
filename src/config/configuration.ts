import type { ConfigurationFile } from "../release/configuration.ts";
import { withDefaults } from "./defaults.ts";
import { type Finding, faultsOf } from "./finding.ts";
import { RULES } from "./rules.ts";
import type { Written } from "./schema.ts";
import { checkShape } from "./shape.ts";
import { readYaml } from "./yaml.ts";

/** Where a repository keeps its configuration; read from its default branch only, and from no other repository. */
export const configurationPath = ".github/release-conductor.yml";

/**
 * Reads a repository's configuration in three steps: YAML, schema, rules. Gives the configuration with every
 * default, or all faults at once. An empty file is all defaults. Never throws, and never repeats an address.
 */
export function readConfiguration(text: string, blob: string): ConfigurationFile {
  const yaml = readYaml(text);
  const { written, findings: ofShape } = checkShape(yaml.value);
  const ofRules = RULES.flatMap((rule) => rule(written));
  // Of text that is no valid YAML only the syntax is judged: the rest may have been meant otherwise.
  const findings = yaml.sound ? [...yaml.findings, ...ofShape, ...ofRules] : yaml.findings;
  const [first, ...more] = faultsOf(findings, yaml.places);
  if (first !== undefined) {
    const tags = readableTags(written, [...findings, ...ofShape, ...ofRules]);
    return { blob, is: "broken", faults: [first, ...more], tags };
  }
  return { blob, is: "valid", configuration: withDefaults(written, yaml.places.keysBelow(["gates"])) };
}

/** A broken file still says which tags to tell about it. */
function readableTags(written: Written, findings: readonly Finding[]): readonly string[] {
  const { tags } = withDefaults({}, []);
  return findings.some(({ path }) => path[0] === "tags") ? tags : (written.tags ?? tags);
}
