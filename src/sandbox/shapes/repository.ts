import { nodeId } from "../github/ids.ts";
import { fullName, type Repository } from "../github/repository.ts";
import { rolePermissions, simpleUser } from "./account.ts";
import { iso, type Json, repoApi, repoHtml, type Urls } from "./urls.ts";

/** Address templates every shape of a repository has, by field: what follows the repository's own address. */
const LINKS: Readonly<Record<string, string>> = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
};

/** The short form inside runs: identity and addresses. */
export const smallRepository = (urls: Urls, repository: Repository): Json => {
  const url = repoApi(urls, repository);
  return {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: simpleUser(urls, repository.owner),
    html_url: repoHtml(urls, repository),
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(Object.entries(LINKS).map(([field, path]) => [field, url + path])),
  };
};

const openIssues = (repository: Repository): number =>
  [...repository.issues.values()].filter((issue) => issue.state === "open" && !issue.deleted).length;

/** `repository` and `repository-webhooks`. */
export const repositoryShape = (urls: Urls, repository: Repository): Json => {
  const html = repoHtml(urls, repository);
  const issues = openIssues(repository);
  return {
    ...smallRepository(urls, repository),
    created_at: iso(repository.createdAt),
    updated_at: iso(repository.updatedAt),
    pushed_at: iso(repository.pushedAt),
    git_url: `git://github.com/${fullName(repository)}.git`,
    ssh_url: `git@github.com:${fullName(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: repository.hasIssues,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: repository.hasDiscussions,
    forks_count: 0,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: issues,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? "private" : "public",
    forks: 0,
    open_issues: issues,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
};

/** `full-repository`, as an App's token sees it. */
export const fullRepository = (urls: Urls, repository: Repository): Json => ({
  ...repositoryShape(urls, repository),
  permissions: rolePermissions("read"),
  temp_clone_token: "",
  custom_properties: {},
  ...(repository.owner.type === "Organization" ? { organization: simpleUser(urls, repository.owner) } : {}),
  network_count: 0,
  subscribers_count: 0,
});

/** The repository of a push event, whose times are numbers (captured payloads of GitHub). */
export const pushedRepository = (urls: Urls, repository: Repository): Json => ({
  ...repositoryShape(urls, repository),
  owner: {
    ...simpleUser(urls, repository.owner),
    name: repository.owner.login,
    email: repository.owner.email,
  },
  created_at: repository.createdAt / 1000,
  pushed_at: repository.pushedAt / 1000,
  stargazers: 0,
  master_branch: repository.defaultBranch,
  ...(repository.owner.type === "Organization" ? { organization: repository.owner.login } : {}),
});
