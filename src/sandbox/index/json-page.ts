import {
  addressOf,
  coreMetadataOf,
  type IndexedFile,
  metadataOf,
  newestRelease,
  type Project,
  type Release,
} from "./project.ts";

/** `GET /pypi/{project}/{version}/json`: one version, without the `releases` of the project's page. */
export function versionPage(project: Project, release: Release, host: string): object {
  return {
    info: info(project, release, host),
    last_serial: project.serial,
    urls: urls(release, host),
    vulnerabilities: [],
    ownership: { organization: null, roles: [] },
  };
}

/** `GET /pypi/{project}/json`: the newest release, and the files of every other. */
export function projectPage(project: Project, host: string): object {
  const newest = newestRelease(project);
  const releases = project.releases.map((release) => [release.version, urls(release, host)] as const);
  const page = newest ? versionPage(project, newest, host) : {};
  return { ...page, releases: Object.fromEntries(releases) };
}

function info({ name }: Project, release: Release, host: string) {
  const { version, yanked } = release;
  const metadata = metadataOf(release);
  return {
    name,
    version,
    requires_dist: metadata?.requires.length ? metadata.requires : null,
    requires_python: metadata?.requiresPython ?? null,
    package_url: `${host}/project/${name}/`,
    project_url: `${host}/project/${name}/`,
    release_url: `${host}/project/${name}/${version}/`,
    ...yank(yanked),
  };
}

function urls(release: Release, host: string) {
  return release.files.map((file) => fileEntry(file, release, host));
}

function fileEntry(file: IndexedFile, release: Release, host: string) {
  return {
    filename: file.filename,
    packagetype: file.packagetype,
    size: file.bytes.byteLength,
    digests: file.digests,
    upload_time_iso_8601: new Date(file.uploadedAt).toISOString(),
    url: `${host}/packages/${addressOf(file)}`,
    requires_python: metadataOf(release)?.requiresPython ?? null,
    "core-metadata": coreMetadataOf(file),
    ...yank(release.yanked),
  };
}

function yank(yanked: Release["yanked"]) {
  return { yanked: yanked !== false, yanked_reason: typeof yanked === "string" ? yanked : null };
}
