import type { Catalogue } from "./catalogue.ts";
import { normaliseName } from "./file-name.ts";
import { projectPage, versionPage } from "./json-page.ts";
import { type Page, pageResponse, preferred } from "./page.ts";
import { type Project, releaseOf } from "./project.ts";
import { provenancePage } from "./provenance-page.ts";
import { SIMPLE_HTML, SIMPLE_JSON, simpleHtml, simpleJson } from "./simple-page.ts";
import { type Call, type Route, route } from "./site.ts";

/** What caches may keep of the JSON and the simple pages, in seconds (reference: PyPI's own headers). */
const JSON_MAX_AGE = 900;
const SIMPLE_MAX_AGE = 600;

/** The addresses of an index over what it holds. `host` is the URL the index is mounted at, without a slash at the end. */
export function routes(catalogue: Pick<Catalogue, "seen" | "stored">, host: string): readonly Route[] {
  const json = (name: string, call: Call, rest: string, page: (project: Project) => object | undefined) => {
    const project = catalogue.seen("json", name);
    if (!project) return unhappy(404);
    if (name !== normaliseName(name)) return movedTo(host, `/pypi/${plain(name)}${rest}`);
    const content = page(project);
    return content ? pageResponse(call.request, jsonPage(project, content)) : unhappy(404);
  };

  return [
    route("GET", "/pypi/{project}/json", ({ project }, call) =>
      json(project, call, "/json", (found) => projectPage(found, host)),
    ),
    route("GET", "/pypi/{project}/{version}/json", ({ project, version }, call) =>
      json(project, call, `/${encodeURIComponent(version)}/json`, (found) => {
        const release = releaseOf(found, version);
        return release && versionPage(found, release, host);
      }),
    ),
    route("GET", "/simple/{project}", ({ project }) => movedTo(host, `/simple/${plain(project)}/`)),
    route("GET", "/simple/{project}/", ({ project: name }, call) => {
      const project = catalogue.seen("simple", name);
      if (!project) return unhappy(404);
      if (name !== normaliseName(name)) return movedTo(host, `/simple/${plain(name)}/`);
      return pageResponse(call.request, simplePage(project, call.request, host));
    }),
    route(
      "GET",
      "/integrity/{project}/{version}/{filename}/provenance",
      ({ project, version, filename }, call) => {
        const found = catalogue.seen("json", project);
        const file = found && releaseOf(found, version)?.files.find((one) => one.filename === filename);
        if (!found || !file?.attested) return message(404, `No provenance available for ${filename}`);
        const contentType = "application/vnd.pypi.integrity.v1+json";
        const body = provenancePage(filename, file.attested);
        return pageResponse(call.request, { body, contentType, maxAge: JSON_MAX_AGE, serial: found.serial });
      },
    ),
    route("GET", "/packages/{first}/{second}/{rest}/{filename}", ({ first, second, rest, filename }) => {
      const file = catalogue.stored(`${first}/${second}/${rest}/${filename.replace(/\.metadata$/, "")}`);
      const content = filename.endsWith(".metadata") ? file?.metadata?.text : file?.bytes;
      if (content === undefined) return unhappy(404);
      return new Response(Buffer.from(content), { headers: { "content-type": "application/octet-stream" } });
    }),
  ];
}

/** The index in words of its own: JSON for a page it does not have, and while it is in trouble. */
export function unhappy(status: number, retryAfter?: number): Response {
  return message(status, status === 404 ? "Not Found" : "The index cannot answer now", retryAfter);
}

function message(status: number, text: string, retryAfter?: number): Response {
  const headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return Response.json({ message: text }, { status, headers });
}

function plain(name: string): string {
  return encodeURIComponent(normaliseName(name));
}

/** PyPI sends a path, not a whole URL. */
function movedTo(host: string, path: string): Response {
  const location = new URL(host).pathname.replace(/\/$/, "") + path;
  return new Response(null, { status: 301, headers: { location } });
}

function jsonPage({ serial }: Project, content: object): Page {
  return { body: JSON.stringify(content), contentType: "application/json", maxAge: JSON_MAX_AGE, serial };
}

function simplePage(project: Project, request: Request, host: string): Page {
  const contentType = preferred(request.headers.get("accept"), ["text/html", SIMPLE_HTML, SIMPLE_JSON]);
  const body = contentType === SIMPLE_JSON ? simpleJson(project, host) : simpleHtml(project, host);
  return { body, contentType, maxAge: SIMPLE_MAX_AGE, serial: project.serial };
}
