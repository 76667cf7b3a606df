// Regenerates test/contract/github/*: the used part (used.json) of GitHub's published descriptions.
//
//   node test/contract/vendor.mjs                          descriptions
//   node test/contract/vendor.mjs --permissions table.json permission facts as well
//
// The table is the machine-readable form of the docs page "Permissions required for GitHub Apps":
// { source, routes: { "GET /path": [{ permission, access, additional, iat, uat }] } }.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cutGraphql } from "./vendor/graphql.mjs";
import { cutRest, cutWebhooks } from "./vendor/openapi.mjs";

const SOURCES = {
  rest: { package: "@octokit/openapi", version: "23.0.2", file: "generated/api.github.com.json" },
  webhooks: {
    package: "@octokit/openapi-webhooks",
    version: "12.1.0",
    file: "generated/api.github.com.json",
  },
  graphql: { package: "@octokit/graphql-schema", version: "15.26.1", file: "schema.graphql" },
};
const LICENSE = "MIT";
const used = JSON.parse(readFileSync(new URL("used.json", import.meta.url), "utf8"));

/** The text of one file of a package, of which nothing else is unpacked (one is 390 MB unpacked). */
function read({ package: name, version, file }) {
  const folder = mkdtempSync(join(tmpdir(), "vendor-"));
  try {
    const args = ["pack", `${name}@${version}`, "--pack-destination", folder, "--json"];
    const packed = JSON.parse(execFileSync("npm", args, { encoding: "utf8" }));
    execFileSync("tar", ["-xzf", join(folder, packed[0].filename), "-C", folder, `package/${file}`]);
    return readFileSync(join(folder, "package", file), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(name, text) {
  writeFileSync(new URL(`github/${name}`, import.meta.url), text);
  console.log(`github/${name}: ${Math.round(text.length / 1024)} KiB`);
}

/** One entry a line: small diffs in compact files. */
function lines(document) {
  const section = (value) =>
    Object.entries(value).map(([key, entry]) => `  ${JSON.stringify(key)}: ${JSON.stringify(entry)}`);
  const sections = Object.entries(document).map(
    ([key, value]) => `${JSON.stringify(key)}: {\n${section(value).join(",\n")}\n}`,
  );
  return `{\n${sections.join(",\n")}\n}\n`;
}

function withSource(source, { components, ...roots }) {
  return lines({ source: { ...source, license: LICENSE }, ...roots, schemas: components.schemas });
}

/** Any one of a route's facts suffices; the validators know no other kind. */
function permissionFacts(table) {
  const own = Object.entries(used.permissions).map(([route, { source, ...fact }]) => [
    route,
    { source, anyOf: [{ ...fact, iat: true, uat: true }] },
  ]);
  const documented = used.rest
    .filter((route) => table.routes[route] !== undefined && used.permissions[route] === undefined)
    .map((route) => [route, { anyOf: table.routes[route].map((fact) => sufficient(route, fact)) }]);
  return lines({ source: { page: table.source }, routes: Object.fromEntries([...documented, ...own]) });
}

function sufficient(route, { permission, access, iat, uat, additional }) {
  if (additional)
    throw new Error(`${route} needs several permissions together: teach caller.ts about it first`);
  return { permission, access, iat, uat };
}

write("rest.json", withSource(SOURCES.rest, cutRest(JSON.parse(read(SOURCES.rest)), used.rest)));
write(
  "webhooks.json",
  withSource(SOURCES.webhooks, cutWebhooks(JSON.parse(read(SOURCES.webhooks)), used.webhooks)),
);
const { package: name, version, file } = SOURCES.graphql;
write(
  "schema.graphql",
  `# The used part of ${file} of ${name} ${version} (${LICENSE}); made by vendor.mjs.\n\n${cutGraphql(read(SOURCES.graphql), used.graphql)}`,
);
const table = process.argv.indexOf("--permissions");
if (table > 0) {
  write("permissions.json", permissionFacts(JSON.parse(readFileSync(process.argv[table + 1], "utf8"))));
}
