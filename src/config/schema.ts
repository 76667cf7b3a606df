import { z } from "zod";
import { MEMBER_SOURCES, RELEASED_IN } from "../release/configuration.ts";
import { approvers, gate } from "./gate-schema.ts";
import { flag, meanings, names, section, text } from "./schema-parts.ts";
import { oneOf } from "./shown.ts";

/** The file's shape. What the values may be, beyond their types, are the rules. */
export const schema = z.strictObject({
  tags: names(20, 1).register(meanings, {
    means:
      "Tags to conduct, in GitHub's filter patterns, one or several; `hatch-v*` for a prefix, a later `!pattern` takes away",
  }),
  branches: names(20, 1).register(meanings, {
    means:
      "Branches of which the tagged commit must be on one, as names or GitHub's filter patterns, `release/*`; a later `!pattern` takes away",
    without: "any commit may be tagged",
  }),
  workflow: text().register(meanings, {
    means: "File name of the release workflow in `.github/workflows`",
    without: "the one that the tag started and in which jobs wait at environments",
  }),
  "same-workflow": flag().register(meanings, {
    means:
      "Whether the release workflow, and those of the repository that it calls, must be the default branch's, byte for byte",
  }),
  build: text().register(meanings, {
    means: "File name of the workflow in `.github/workflows` that `/build` starts, with `workflow_dispatch`",
    without: "none: `/build` says which line to add",
  }),
  version: section({
    scheme: z.enum(["pep440", "semver"]).optional().register(meanings, {
      means: "How versions are read and ordered: `pep440` or `semver`",
      without: "by the kind of the version file",
    }),
    file: text().register(meanings, {
      means: "Path of the file that says the version; `none` to compare the built files' metadata only",
      without: "found by itself",
    }),
  }),
  board: section({
    labels: names(20).register(meanings, { means: "Labels of the board, at most 20" }),
    checklist: text().register(meanings, {
      means: "Path of a Markdown file that the board links to, as guidance",
      without: "none",
    }),
  }),
  prepare: section({
    milestone: text().register(meanings, {
      means:
        "Which milestone is the release's: `from-version` for one titled like the tag or the version, its title with `{version}` or `{tag}` filled in, or `none`",
    }),
    labels: names(20).register(meanings, {
      means: "Labels by which open pull requests aim at the next release, whatever their milestone",
    }),
    blockers: names(20).register(meanings, {
      means: "Labels of open issues and pull requests while which the board says not to tag yet",
    }),
    branch: text().register(meanings, {
      means: "The branch that is tagged",
      without: "the one that `branches` names, else the default branch",
    }),
  }),
  approvers: approvers({
    role: {
      means:
        "Who may approve: `triage`, `write`, `maintain` or `admin` and all above, or the name of a custom role",
    },
    users: { means: "Accounts that may approve besides the role" },
    teams: { means: "Teams of the organization, by their slugs, whose members may approve besides the role" },
  }),
  "remind-after": text().register(meanings, {
    means:
      "How long the release waits for people before they are called, such as `6h` or `2d`; `never` for not at all",
    without: "`2d`",
  }),
  "smoke-tests": section({
    require: names(20).register(meanings, {
      means: "What must be tried and reported with `/tested` before gates open",
    }),
    before: text().register(meanings, { means: "The gate that waits for them", without: "every gate" }),
  }),
  gates: z.record(z.string(), gate.nullish()).nullish().register(meanings, {
    means: "The gates by the names of their GitHub environments, at most 20",
    without: "the environments at which the run's jobs wait",
  }),
  assets: z
    .array(
      z.strictObject({
        artifact: z
          .string()
          .min(1)
          .register(meanings, { means: "The artifact of the run that holds the files" }),
        files: z
          .string()
          .min(1)
          .register(meanings, { means: "A pattern of the files in it: `*.zip`, `**/*.whl`" }),
      }),
    )
    .max(50)
    .nullish()
    .register(meanings, { means: "Files to attach to the GitHub release" }),
  notes: section({
    intro: text().register(meanings, {
      means:
        "How the notes begin: `none`, `previous` for the introduction of the release before, or the path of a Markdown file",
    }),
    title: text().register(meanings, {
      means:
        "The title, with `{repository}`, `{tag}` and `{version}` filled in, or `previous` for the form it had in the release before",
    }),
    contributors: z.enum(["external", "all", "none"]).optional().register(meanings, {
      means: "Whom the notes thank: `external` contributors, `all` or `none`",
    }),
    members: names(100, 1).register(meanings, {
      means: `Who is not external, one or several of ${oneOf(MEMBER_SOURCES)}, \`@account\` and \`@organization/team\``,
      without: "`association`",
    }),
    exclude: names(500).register(meanings, { means: "Accounts, or names in git, that are never thanked" }),
    categories: z
      .array(
        z.strictObject({
          title: z.string().min(1).register(meanings, { means: "The heading of what belongs together" }),
          labels: names(50).register(meanings, { means: "Labels of its pull requests; `*` is any" }),
          paths: names(50).register(meanings, { means: "Patterns of the files they change" }),
          types: names(50).register(meanings, { means: "Types of their conventional titles: `feat`, `fix`" }),
          "exclude-labels": names(50).register(meanings, {
            means: "Labels that belong elsewhere all the same",
          }),
          "exclude-authors": names(50).register(meanings, {
            means: "Accounts whose pull requests belong elsewhere all the same",
          }),
        }),
      )
      .max(50)
      .nullish()
      .register(meanings, {
        means: "How pull requests are grouped, the first category that fits",
        without: "as `.github/release.yml` says, else in one list",
      }),
    "leave-out-labels": names(50).register(meanings, {
      means: "Labels of pull requests that the notes leave out",
      without: "as `.github/release.yml` says",
    }),
    "leave-out-authors": names(100).register(meanings, {
      means: "Accounts whose pull requests the notes leave out, and whom they do not thank",
      without: "as `.github/release.yml` says",
    }),
    dependencies: z.enum(["folded", "listed"]).optional().register(meanings, {
      means: "Whether bots' updates of dependencies stand `folded` together, or `listed` like any change",
    }),
    commits: z.enum(["folded", "listed", "none"]).optional().register(meanings, {
      means: "Commits that came through no pull request: `folded`, `listed` or `none` of them",
    }),
    "release-note": text().register(meanings, {
      means: "Heading of the section of a pull request's description that stands in the notes for its title",
      without: "the titles stand there",
    }),
    translations: names(50).register(meanings, {
      means: "Accounts, or names in git, of the bots whose commits carry people's translations",
    }),
  }),
  release: section({
    draft: z.enum(["after-publish", "early"]).optional().register(meanings, {
      means:
        "When the GitHub release is drafted: `after-publish`, or `early`, as soon as the version is right",
    }),
    prerelease: z.enum(["from-version", "always", "never"]).optional().register(meanings, {
      means: "Whether it is a pre-release: `from-version`, `always` or `never`",
    }),
    discussion: text().register(meanings, {
      means: "Category of the discussion that is opened when it is published",
      without: "none",
    }),
    "cancel-superseded": flag().register(meanings, {
      means: "Whether the run of a tag that was moved since is cancelled",
    }),
    "released-in": z
      .preprocess(
        (said) => (typeof said === "string" ? [said] : said),
        z.array(z.enum(RELEASED_IN)).max(RELEASED_IN.length),
      )
      .nullish()
      .register(meanings, {
        means: `Where a comment tells which release brought it, once that is published: ${oneOf(RELEASED_IN)}, or both`,
        without: "nowhere",
      }),
  }),
  announce: z
    .array(
      z.strictObject({
        discord: text().register(meanings, {
          means:
            "Name of the server's variable that holds the address of a Discord channel: `ANNOUNCE_…`, never the address",
        }),
        slack: text().register(meanings, {
          means: "The same of a Slack channel; an entry has one of the two",
        }),
        prereleases: flag().register(meanings, { means: "Whether pre-releases are announced there, too" }),
        template: z.string().min(1).max(2000).optional().register(meanings, {
          means:
            "What is posted, with `{name}`, `{tag}`, `{version}`, `{kind}`, `{url}`, `{thanks}` and `{changes}` filled in",
          without: "the name, the thanks and the link",
        }),
        "links-to": text().register(meanings, {
          means:
            "The name of another channel here: what is posted links to the message there, and waits for it",
          without: "the GitHub release is linked",
        }),
      }),
    )
    .max(10)
    .nullish()
    .register(meanings, { means: "Where a published release is announced" }),
});

/** The file as written, of the right shape. */
export type Written = z.infer<typeof schema>;
export type WrittenGate = NonNullable<NonNullable<Written["gates"]>[string]>;
