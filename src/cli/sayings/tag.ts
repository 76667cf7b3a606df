import { type Saying, said } from "../../replies/saying.ts";
import type { Plan } from "../tag/look.ts";
import type { Of, TagProblem } from "../tag/problem.ts";
import { problemLine } from "../tag/problem-text.ts";
import type { Outcome } from "../tag/push.ts";
import {
  DECLINED,
  DRY,
  JSON_UNASKED,
  MOVE_QUESTION,
  NO_TERMINAL,
  outcomeText,
  planText,
  problemsText,
  QUESTION,
} from "../tag/text.ts";

const TAG = { tag: "v5.0.0", remote: "origin" };
const [COMMIT, EARLIER] = ["5a2f9c1".padEnd(40, "0"), "c0ffee1".padEnd(40, "0")];
const HOLDER = { object: "b81c3e9".padEnd(40, "0"), commit: EARLIER, by: "Ann Example" };
const SCHEME = { scheme: "pep440" } as const;
const FILE = { path: "pyproject.toml" };

const PROBLEMS: { readonly [Is in TagProblem["is"]]: Of<Is> } = {
  "no-git": { is: "no-git" },
  "old-git": { is: "old-git", version: "2.9.5" },
  "no-repository": { is: "no-repository", why: "not a git repository" },
  "no-commit": { is: "no-commit" },
  "wrong-word": { is: "wrong-word", word: "latest", ...SCHEME },
  changed: { is: "changed", files: ["a.py", "b.py", "c.py", "d.py", "e.py", "f.py"] },
  detached: { is: "detached", commit: COMMIT, main: "main" },
  shallow: { is: "shallow", remote: "origin" },
  "no-remote": { is: "no-remote" },
  "unknown-remote": { is: "unknown-remote", remote: "upsteam", remotes: ["origin", "upstream"] },
  "several-remotes": { is: "several-remotes", remotes: ["fork", "upstream"] },
  "several-places": { is: "several-places", remote: "origin", count: 2 },
  "remote-silent": { is: "remote-silent", remote: "origin", why: "Could not resolve host: github.com" },
  "not-pushed": { is: "not-pushed", remote: "origin", branch: "main" },
  "off-branches": {
    is: "off-branches",
    remote: "origin",
    patterns: ["main", "release/*"],
    on: ["new-models"],
  },
  nameless: { is: "nameless" },
  "configuration-broken": {
    is: "configuration-broken",
    rulesOf: "origin/main",
    faults: [
      { path: "tags", says: "must be text", remedy: "Write one." },
      { path: "", says: "is no YAML", remedy: "Correct line 3." },
    ],
  },
  "version-unsaid": { is: "version-unsaid" },
  "version-unread": { is: "version-unread", ...FILE, why: "cannot be read (line 3)" },
  "version-unparsable": { is: "version-unparsable", ...FILE, version: "five", ...SCHEME },
  "version-differs": {
    is: "version-differs",
    tag: "v5.0.0",
    version: "5.0.0",
    ...FILE,
    fileVersion: "5.0.0rc1",
  },
  "tag-unmatched": { is: "tag-unmatched", name: "v5.0.0", patterns: ["release-*"] },
  "tag-misshapen": { is: "tag-misshapen", tag: "v5.0.0.lock" },
  "tag-there": { is: "tag-there", ...TAG, holder: HOLDER, same: false },
  "tag-here": { is: "tag-here", ...TAG, commit: EARLIER },
  twin: { is: "twin", twin: "v5.0", version: "5.0.0", remote: "origin" },
  "nothing-to-move": { is: "nothing-to-move", ...TAG },
  "moved-already": { is: "moved-already", ...TAG },
  "version-foreign": { is: "version-foreign", tag: "v5.0.0rc1", index: "npm", form: "5.0.0-rc.1" },
  "version-local": { is: "version-local", version: "5.0.0+b1", index: "pypi" },
  "version-taken": {
    is: "version-taken",
    index: "pypi",
    project: "rocket",
    version: "5.0.0",
    known: "emptied",
  },
  "index-silent": { is: "index-silent", index: "pypi", detail: "answered 503", move: false },
  "indexes-unasked": { is: "indexes-unasked", indexes: ["pypi"] },
  "repository-misnamed": { is: "repository-misnamed", name: "rocket" },
  "no-place": { is: "no-place", url: "https://git.example.org/rocket.git", api: "https://api.github.com" },
  "github-silent": {
    is: "github-silent",
    repository: "acme/rocket",
    detail: "GET /repos/{owner}/{repo} (acme/rocket): 502",
    hidden: false,
  },
  released: { is: "released", tag: "v5.0.0", url: "https://github.com/acme/rocket/releases/tag/v5.0.0" },
  "changed-meanwhile": { is: "changed-meanwhile" },
};

const MORE_PROBLEMS: Readonly<Record<string, TagProblem>> = {
  "configuration-broken, of the commit": {
    is: "configuration-broken",
    faults: [{ path: "tags", says: "must be text", remedy: "Write one." }],
  },
  "detached, and no default branch": { is: "detached", commit: COMMIT },
  "unknown-remote, beside one": { is: "unknown-remote", remote: "upsteam", remotes: ["origin"] },
  "not-pushed, at no branch": { is: "not-pushed", remote: "origin" },
  "version-unsaid by a file": {
    is: "version-unsaid",
    ...FILE,
    why: "leaves the version to the build (project.dynamic)",
  },
  "wrong-word (semver)": { is: "wrong-word", word: "5.0", scheme: "semver" },
  "tag-there, at this commit": { is: "tag-there", ...TAG, holder: HOLDER, same: true },
  "version-foreign, with no form for all": { is: "version-foreign", tag: "v5.0.0.post1", index: "npm" },
  "version-taken by a yanked one": { ...PROBLEMS["version-taken"], known: "yanked" },
  "index-silent, where a tag is moved": { ...PROBLEMS["index-silent"], move: true },
  "github-silent about a private repository": { ...PROBLEMS["github-silent"], hidden: true },
};

const PLAN: Plan = {
  tag: "v5.0.0",
  version: "5.0.0",
  commit: COMMIT,
  subject: "Version 5.0.0",
  branch: "main",
  behind: 0,
  remote: { name: "origin", url: "https://github.com/acme/rocket.git", address: "origin", written: "" },
  previous: { tag: "v4.2.9", commits: 619 },
  indexes: [{ index: "pypi", project: "rocket", free: true }],
  unasked: [],
  offline: false,
  workflows: [".github/workflows/release.yml"],
  configured: true,
  rulesOf: "origin/main",
  untracked: [],
  place: { owner: "acme", name: "rocket" },
};

const { previous: _, place: __, ...FIRST } = PLAN;
const { rulesOf: ___, ...RULELESS } = PLAN;

const PLANS: Readonly<Record<string, Plan>> = {
  "a tag": PLAN,
  "a tag that is moved": { ...PLAN, moves: HOLDER, behind: 2, untracked: ["notes.txt"] },
  "the first, offline": { ...FIRST, offline: true, workflows: [], configured: false },
  "the remote tells no default branch": RULELESS,
  "nobody knows the package": { ...PLAN, previous: { tag: "v4.2.9" }, unasked: ["npm"] },
};

const MADE = "d41f07a".padEnd(40, "0");

const OUTCOMES: { readonly [Is in Outcome["is"]]: Extract<Outcome, { readonly is: Is }> } = {
  pushed: { is: "pushed", object: MADE },
  unmade: { is: "unmade", why: "gpg failed to sign the data" },
  refused: { is: "refused", why: "Tags are made by Bob; pre-receive hook declined", undone: true },
  outrun: { is: "outrun", holder: HOLDER, undone: true },
  unclear: { is: "unclear", why: "Could not resolve host: github.com", object: MADE },
};

/** What `tag` answers. */
export function tagSayings(): readonly Saying[] {
  const moved = { ...PLAN, moves: HOLDER };
  return [
    ...said("tag: what will happen:", PLANS, planText),
    { where: "tag: the question", text: QUESTION },
    { where: "tag: the question where it is moved", text: MOVE_QUESTION },
    { where: "tag: no", text: DECLINED },
    { where: "tag: nobody to ask", text: NO_TERMINAL },
    { where: "tag: nobody to ask, for programs", text: JSON_UNASKED },
    { where: "tag: only looked", text: DRY },
    { where: "tag: one thing in the way", text: problemsText([PROBLEMS.changed]) },
    { where: "tag: several things in the way", text: problemsText([PROBLEMS.changed, PROBLEMS.detached]) },
    ...said("tag: in the way:", PROBLEMS, problemLine),
    ...said("tag: in the way:", MORE_PROBLEMS, problemLine),
    ...said("tag: the end:", OUTCOMES, (outcome) => outcomeText(outcome, PLAN)),
    { where: "tag: the end: pushed, where it was moved", text: outcomeText(OUTCOMES.pushed, moved) },
    { where: "tag: the end: unclear, where it was moved", text: outcomeText(OUTCOMES.unclear, moved) },
    { where: "tag: the end: outrun by a deletion", text: outcomeText({ is: "outrun", undone: true }, moved) },
    {
      where: "tag: the end: refused, and changed here meanwhile",
      text: outcomeText({ ...OUTCOMES.refused, undone: false }, PLAN),
    },
  ];
}
