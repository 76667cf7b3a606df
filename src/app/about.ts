import { z } from "zod";
import { REQUESTS } from "../release/answer.ts";
import { keysInBody } from "../release/marker-text.ts";

/** What an event is about: the release of a tag, every release of its repository, or none of ours. */
export type About =
  /** `calm`: progress that nobody waits for. `beside`: the releases that share its board. */
  | {
      readonly is: "release";
      readonly tag: string;
      readonly calm?: true;
      readonly beside?: readonly string[];
    }
  /** `configured`: its configuration was added, changed or taken away. */
  | { readonly is: "repository"; readonly configured: boolean }
  /** The same of another branch than the default one. */
  | { readonly is: "branch"; readonly branch: string; readonly configured: boolean }
  /** What may be a request on an issue, and the releases whose board that issue is, where it is one. */
  | { readonly is: "desk"; readonly issue: number; readonly tags: readonly string[] }
  | { readonly is: "nothing" }
  /** The payload has not the fields that GitHub documents. */
  | { readonly is: "odd" };

/** Reads a payload; `slug` is the App's own, once it is known. */
export type AboutReader = (payload: unknown, slug: string | undefined) => About;

const CONFIGURATION = ".github/release-conductor.yml";

const nothing = { is: "nothing" } as const;

/** GitHub's refs have at most 255 bytes. */
const Ref = z.string().min(1).max(255);
const Run = z.object({ head_branch: Ref.nullish() });
const Paths = z.array(z.string());
const Commented = z.object({
  issue: z.object({ number: z.int().positive(), pull_request: z.unknown().optional() }),
  comment: z.object({ body: z.string() }),
});

/** A tag that was pushed, moved or deleted, a push to the default branch that touches the configuration, or any to another. */
export const push = reader(
  z.object({
    ref: Ref,
    forced: z.boolean().nullish(),
    commits: z.array(z.object({ added: Paths, modified: Paths, removed: Paths })),
    repository: z.object({ default_branch: z.string() }),
  }),
  ({ ref, forced, commits, repository }) => {
    if (ref.startsWith("refs/tags/")) {
      return releaseOf(ref);
    }
    const touched = commits.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]);
    // A forced push takes commits away without listing them.
    const configured = touched.includes(CONFIGURATION);
    if (ref === `refs/heads/${repository.default_branch}`) {
      return forced === true || configured ? { is: "repository", configured } : nothing;
    }
    const branch = /^refs\/heads\/(?<name>.+)$/s.exec(ref)?.groups?.["name"];
    return branch === undefined ? nothing : { is: "branch", branch, configured };
  },
);

export const deletion = reader(z.object({ ref: Ref, ref_type: z.string() }), ({ ref, ref_type }) =>
  ref_type === "tag" ? releaseOf(ref) : nothing,
);

/** For a run that a tag started, GitHub gives the tag as `head_branch`. */
export const workflowRun = reader(z.object({ workflow_run: Run }), (payload) =>
  releaseOf(payload.workflow_run.head_branch),
);

/** Jobs that get on well are progress; what comes of them in the end has events of its own. */
export const workflowJob = reader(
  z.object({ workflow_job: Run.extend({ conclusion: z.string().nullish() }) }),
  ({ workflow_job: { head_branch, conclusion } }) => {
    const subject = releaseOf(head_branch);
    const isWell = conclusion == null || conclusion === "success" || conclusion === "skipped";
    return subject.is === "release" && isWell ? { ...subject, calm: true } : subject;
  },
);

/** Most fields are optional in GitHub's schema; real payloads of gate requests carry a short `ref`, too. */
export const deployment = reader(
  z.object({
    deployment: z.object({ ref: Ref.nullish() }).nullish(),
    workflow_run: Run.nullish(),
    ref: Ref.nullish(),
  }),
  (payload) => releaseOf(payload.deployment?.ref ?? payload.workflow_run?.head_branch ?? payload.ref),
);

/** A published GitHub release whose tag is deleted turns into a draft for `untagged-…`; the deletion itself wakes. */
export const gitHubRelease = reader(z.object({ release: z.object({ tag_name: Ref }) }), (payload) =>
  /^untagged-[0-9a-f]{20}$/.test(payload.release.tag_name) ? nothing : releaseOf(payload.release.tag_name),
);

/** A board names its release in its marker. Pull requests and other people's issues are none. */
export const board = reader(
  z.object({
    repository: z.object({ id: z.int() }),
    issue: z.object({
      body: z.string().nullish(),
      pull_request: z.unknown().optional(),
      user: z.object({ login: z.string(), type: z.string().nullish() }).nullish(),
    }),
  }),
  ({ repository, issue }, slug) => {
    const { user } = issue;
    const isOurs = slug === undefined ? user?.type === "Bot" : user?.login === `${slug}[bot]`;
    const [key, ...others] = isOurs && issue.pull_request == null ? keysInBody(issue.body ?? "") : [];
    // An issue that was transferred still names the repository it came from, and is no board any more.
    const subject = key?.repository === repository.id ? releaseOf(key.tag) : nothing;
    return subject.is === "release" && others.length > 0
      ? { ...subject, beside: others.map(({ tag }) => tag) }
      : subject;
  },
);

/** At the beginning of a line: whether it is a request, and whose, is the plan's business. */
export const MAYBE_REQUEST = new RegExp(`^/(?:${REQUESTS.join("|")})\\b`, "m");

/** A comment on an issue: on a board it is about its release, and a request on any issue is about its desk. */
export const comment: AboutReader = (payload, slug) => {
  const of = board(payload, slug);
  const said = Commented.safeParse(payload).data;
  if (said === undefined || said.issue.pull_request != null || !MAYBE_REQUEST.test(said.comment.body)) {
    return of;
  }
  const { number: issue } = said.issue;
  return { is: "desk", issue, tags: of.is === "release" ? [of.tag, ...(of.beside ?? [])] : [] };
};

function releaseOf(ref: string | null | undefined): About {
  const tag = ref?.replace(/^refs\/tags\//, "") ?? "";
  return tag === "" ? nothing : { is: "release", tag };
}

function reader<T>(
  schema: z.ZodType<T>,
  about: (payload: T, slug: string | undefined) => About,
): AboutReader {
  return (payload, slug) => {
    const parsed = schema.safeParse(payload);
    return parsed.success ? about(parsed.data, slug) : { is: "odd" };
  };
}
