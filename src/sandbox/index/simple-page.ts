import { normaliseName } from "./file-name.ts";
import {
  addressOf,
  coreMetadataOf,
  type IndexedFile,
  metadataOf,
  type Project,
  type Release,
} from "./project.ts";

export const SIMPLE_JSON = "application/vnd.pypi.simple.v1+json";
export const SIMPLE_HTML = "application/vnd.pypi.simple.v1+html";

/** The page pip reads, as JSON (PEP 691 with the fields of PEP 700, 714 and 740). */
export function simpleJson(project: Project, host: string): string {
  return JSON.stringify({
    meta: { "api-version": "1.3", "_last-serial": project.serial },
    name: normaliseName(project.name),
    versions: project.releases.map(({ version }) => version),
    files: filesOf(project).map(({ file, release }) => ({
      filename: file.filename,
      url: urlOf(file, host),
      hashes: { sha256: file.digests.sha256 },
      size: file.bytes.byteLength,
      "upload-time": new Date(file.uploadedAt).toISOString(),
      "requires-python": metadataOf(release)?.requiresPython ?? null,
      yanked: release.yanked,
      "core-metadata": coreMetadataOf(file),
      provenance: file.attested ? provenanceUrl({ project, release, file }, host) : null,
    })),
  });
}

/** The page pip reads, as HTML: one link a file, its sha256 in the fragment (PEP 503, 592 and 714). */
export function simpleHtml(project: Project, host: string): string {
  const title = `Links for ${normaliseName(project.name)}`;
  const links = filesOf(project).map(({ file, release }) => `    ${link(file, release, host)}<br />`);
  return [
    "<!DOCTYPE html>",
    "<html>",
    `  <head><meta name="pypi:repository-version" content="1.3"><title>${title}</title></head>`,
    "  <body>",
    `    <h1>${title}</h1>`,
    ...links,
    "  </body>",
    "</html>",
    `<!--SERIAL ${project.serial}-->`,
  ].join("\n");
}

function filesOf(project: Project) {
  return project.releases.flatMap((release) => release.files.map((file) => ({ file, release })));
}

function link(file: IndexedFile, release: Release, host: string): string {
  const metadata = coreMetadataOf(file);
  const python = metadataOf(release)?.requiresPython;
  const attributes = [
    attribute("href", `${urlOf(file, host)}#sha256=${file.digests.sha256}`),
    python && attribute("data-requires-python", python),
    metadata && attribute("data-core-metadata", `sha256=${metadata.sha256}`),
    release.yanked !== false && attribute("data-yanked", release.yanked === true ? "" : release.yanked),
  ];
  return `<a ${attributes.filter(Boolean).join(" ")}>${escaped(file.filename)}</a>`;
}

function urlOf(file: IndexedFile, host: string): string {
  return `${host}/packages/${addressOf(file)}`;
}

type Named = { readonly project: Project; readonly release: Release; readonly file: IndexedFile };

function provenanceUrl({ project, release, file }: Named, host: string): string {
  return `${host}/integrity/${normaliseName(project.name)}/${release.version}/${file.filename}/provenance`;
}

function attribute(name: string, value: string): string {
  return `${name}="${escaped(value)}"`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
