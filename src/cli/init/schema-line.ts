/** Where a checkout keeps a copy of the schema for editors: beside the configuration. */
const COPY = "release-conductor.schema.json";

/** The schema in the package and its repository, made by `npx vitest run test/config/json-schema.test.ts --update`. */
const FILE = "docs/release-conductor.schema.json";

/**
 * Where GitHub serves the newest schema, by the `repository` of the package; undefined while the package names none there.
 * https://docs.npmjs.com/cli/configuring-npm/package-json#repository
 */
export function schemaAddress(repository: unknown): string | undefined {
  const url =
    typeof repository === "object" && repository !== null ? Reflect.get(repository, "url") : repository;
  const found = /(?:github\.com[/:]|^github:)([\w.-]+)\/([\w.-]+?)(?:\.git)?$/.exec(String(url));
  return found === null
    ? undefined
    : `https://raw.githubusercontent.com/${found[1]}/${found[2]}/HEAD/${FILE}`;
}

type Files = { read(path: string): Promise<string | undefined> };

/**
 * The line by which the YAML language server finds the schema: the checkout's own copy where there is one, else at the
 * address; none where neither is. A path goes from the file. https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
 */
export async function schemaLine(files: Files, address: string | undefined): Promise<readonly string[]> {
  const isCopied = (await files.read(`.github/${COPY}`)) !== undefined;
  const schema = isCopied ? COPY : address;
  return schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`];
}
