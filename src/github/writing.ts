import { MINUTE, SECOND } from "../release/instant.ts";
import { faultOf, GitHubFault } from "./fault.ts";
import type { Guard, Reading, Upload, UploadRoute, Writing } from "./github.ts";
import type { Data, WriteRoute } from "./routes.ts";
import type { Answer } from "./transport.ts";
import { called, filled, type Lent, type Purse, repeated, type Way, withToken } from "./way.ts";

/** The longest a write may take, in milliseconds. */
export const WRITE_TIMEOUT = 20 * SECOND;

/** Uploads get longer by their size: a line slower than this many bytes a second is not waited for. */
const SLOWEST_UPLOAD = 512 * 1024;
const LONGEST_UPLOAD = 30 * MINUTE;

const UPLOAD: UploadRoute = "POST {origin}/repos/{owner}/{repo}/releases/{release_id}/assets{?name,label}";

/** What GitHub counts as creating content, of what the app does (as in Octokit's list of what notifies people). */
const CREATIONS: ReadonlySet<WriteRoute> = new Set<WriteRoute>([
  "POST /repos/{owner}/{repo}/issues",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "POST /repos/{owner}/{repo}/releases",
]);

/**
 * What sets something to what is given, harms nobody, and is the same done twice: it may be sent again as a read is. A
 * reaction that is there already is answered with 200 (https://docs.github.com/rest/reactions/reactions).
 */
const SETTING: ReadonlySet<WriteRoute> = new Set<WriteRoute>([
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
]);

type Ask = {
  readonly route: WriteRoute;
  /** The route, or its method with a whole URL. */
  readonly sentAs: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeout: number;
};

/** A client that writes with the purse's token, and reads as the given reading does. */
export function createWriting(
  way: Way,
  purse: Purse,
  { reading, guard }: { readonly reading: Reading; readonly guard: Guard },
): Writing {
  /** Sends once, unless it only sets something; its token is asked for again. */
  async function send(ask: Ask): Promise<unknown> {
    const { route } = ask;
    return SETTING.has(route)
      ? await repeated(way, async () => sendOnce(ask, await purse(route)))
      : await sendOnce(ask, await repeated(way, () => purse(route)));
  }

  /** The lease is looked at last, after every wait. */
  async function sendOnce(ask: Ask, lent: Lent): Promise<unknown> {
    const what = called(way, ask.route);
    const creates = CREATIONS.has(ask.route);
    const wanted = { kind: "write", creates, urgency: way.urgency, what } as const;
    const { status, data } = await withToken(lent, (token) =>
      way.limiter.run(wanted, way.sleep, async (): Promise<Answer> => {
        await guard(ask.timeout);
        way.counter.add("writes");
        if (creates) way.counter.add("creations");
        return await way.transport({
          route: ask.sentAs,
          parameters: ask.parameters,
          headers: { ...ask.headers, authorization: `token ${token}` },
          what,
          write: true,
          ...(way.asPerson ? { asPerson: way.asPerson } : {}),
          timeout: ask.timeout,
          // Following a redirect would send the write twice, or turn it into a GET.
          manual: true,
          hear: way.hear,
        });
      }),
    );
    if (status >= 300) {
      const detail = `${what}: ${status}, the repository has moved; look where it is now and ask there`;
      throw new GitHubFault({ kind: "refused", detail, status });
    }
    return data;
  }

  return {
    ...reading,
    async ready() {
      try {
        await purse("");
      } catch (error) {
        if (faultOf(error) === undefined) throw error;
        return;
      }
      const what = called(way, "the turn to write");
      await way.limiter.ready({ kind: "write", creates: false, urgency: way.urgency, what }, way.sleep);
    },
    async write(route, parameters) {
      const given = filled(way, route, { ...parameters });
      const data = await send({ route, sentAs: route, parameters: given, timeout: way.writeTimeout });
      return data as Data<typeof route>;
    },
    async upload(uploadUrl, asset) {
      const data = await send({
        route: UPLOAD,
        sentAs: `POST ${urlFor(uploadUrl, asset, way.baseUrl)}`,
        parameters: { data: asset.bytes },
        headers: { "content-type": asset.contentType, "content-length": String(asset.size) },
        timeout: uploadTimeout(asset, way.writeTimeout),
      });
      return data as Data<UploadRoute>;
    },
    seenAt: () => latest(reading.seenAt(), way.seenAt()),
  };
}

function uploadTimeout({ size }: Upload, least: number): number {
  return Math.min(least + Math.ceil((size / SLOWEST_UPLOAD) * SECOND), LONGEST_UPLOAD);
}

/** The token goes to this URL: the API's own server, or its twin for uploads (`uploads.` for `api.`). */
function urlFor(uploadUrl: string, { name, label }: Upload, baseUrl: string): string {
  const bare = uploadUrl.replace(/\{.*$/, "");
  const api = new URL(baseUrl);
  const origin = URL.canParse(bare) ? new URL(bare).origin : undefined;
  const twin = `${api.protocol}//${api.host.replace(/^api\./, "uploads.")}`;
  if (origin === api.origin || origin === twin) {
    const labelled = label === undefined ? "" : `&label=${encodeURIComponent(label)}`;
    return `${bare}?name=${encodeURIComponent(name)}${labelled}`;
  }
  throw new GitHubFault({
    kind: "refused",
    detail: `${UPLOAD}: the upload URL is not one of GitHub's; nothing sent`,
  });
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
