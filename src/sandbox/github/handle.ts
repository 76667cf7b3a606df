import { accountOf } from "./accounts.ts";
import { appOf, transferRepository } from "./apps.ts";
import { replaceArtifact } from "./artifacts.ts";
import { type Asset, type AssetDraft, addAsset, deleteAsset } from "./assets.ts";
import { type CheckRun, requestAction } from "./checks.ts";
import {
  addComment,
  type Comment,
  commentOf,
  deleteComment,
  editComment,
  liveComments,
  type ReactionContent,
  react,
} from "./comments.ts";
import { type CommitOptions, commit, deleteBranch, fileAt } from "./commits.ts";
import { type EnvironmentOptions, protect } from "./environments.ts";
import { reviewDeployment, startAllWaitingJobs } from "./gates.ts";
import { resolveCommit } from "./history.ts";
import {
  deleteIssue,
  editIssue,
  type Issue,
  type IssuePatch,
  issueOf,
  lockIssue,
  openIssue,
  transferIssue,
  unlockIssue,
} from "./issues.ts";
import { finishJob, type RunPlace } from "./jobs.ts";
import {
  addPullRequest,
  mergePullRequest,
  type PullRequestOptions,
  type PullStanding,
  type RollupState,
  standPullRequest,
} from "./pull-requests.ts";
import {
  createRelease,
  deleteRelease,
  editRelease,
  type Release,
  type ReleasePatch,
  releaseOf,
} from "./releases.ts";
import {
  addLabel,
  addMilestone,
  type BaseRole,
  configure,
  deleteRepository,
  findRepository,
  fullName,
  type Repository,
  type Role,
  renameRepository,
  type Settings,
  setRole,
} from "./repository.ts";
import { cancelRun, rerunAll, rerunFailed } from "./reruns.ts";
import { addRuleset, type RulesetOptions } from "./rulesets.ts";
import { dispatchWorkflow, jobsOf, type Run, type RunEvent, runOf, startOnEvent } from "./runs.ts";
import { deleteTag, pushTag, pushTags, type TagOptions } from "./tags.ts";
import { addWorkflow, type Conclusion, type Files, type WorkflowOptions } from "./workflows.ts";
import type { World } from "./world.ts";

const settingVerbs = (world: World, repository: Repository) => ({
  setRole: (login: string, role: BaseRole | Role) => setRole(world, repository, login, role),
  configure: (settings: Settings) => configure(world, repository, settings),
  rename: (name: string) => renameRepository(world, repository, name),
  transfer: (owner: string) => transferRepository(world, repository, accountOf(world, owner)),
  deleteRepository: () => deleteRepository(world, repository),
  addDiscussionCategory: (name: string) => {
    repository.discussionCategories.push(name);
  },
  addRuleset: (options: RulesetOptions) => addRuleset(world, repository, options),
  addLabel: (name: string, looks: { color?: string; description?: string } = {}) =>
    addLabel(world, repository, name, looks),
  addMilestone: (title: string) => addMilestone(world, repository, title),
});

const gitVerbs = (world: World, repository: Repository) => ({
  commit: (options: CommitOptions) => commit(world, repository, options),
  /** The sha of a branch's head. */
  head: (branch: string = repository.defaultBranch): string => {
    const sha = repository.refs.get(`refs/heads/${branch}`);
    if (sha === undefined)
      throw new Error(`${fullName(repository)} has no branch ${branch}: commit to it first`);
    return sha;
  },
  deleteBranch: (name: string, by: string) => deleteBranch(world, repository, name, accountOf(world, by)),
  file: (ref: string, path: string) => fileAt(repository, ref, path),
  pushTag: (name: string, options: TagOptions) => pushTag(world, repository, name, options),
  pushTags: (names: readonly string[], options: Omit<TagOptions, "silent">) =>
    pushTags(world, repository, names, options),
  deleteTag: (name: string, by: string, how: { silent?: boolean } = {}) =>
    deleteTag(world, repository, name, { ...how, by: accountOf(world, by) }),
  pullRequest: (options: PullRequestOptions) => addPullRequest(world, repository, options),
  standPullRequest: (number: number, standing: Partial<PullStanding>) =>
    standPullRequest(repository, number, standing),
  mergePullRequest: (number: number, commits: readonly string[]) =>
    mergePullRequest(world, repository, number, commits),
  /** What all checks of a commit come to. */
  rollup: (sha: string, state: RollupState) => {
    repository.rollups.set(sha, state);
  },
});

const runVerbs = (world: World, repository: Repository) => {
  const place = (run: Run): RunPlace => ({ world, repository, run });
  return {
    addWorkflow: (options: WorkflowOptions) => addWorkflow(world, repository, options),
    /** Plans how the next executions of a job end; success otherwise. */
    outcome: (job: string, conclusion: Conclusion) => {
      repository.outcomes.set(job, [...(repository.outcomes.get(job) ?? []), conclusion]);
    },
    /** Plans what the next executions of a job print, before what follows from how they end. */
    jobLog: (job: string, lines: readonly string[]) => {
      repository.logs.set(job, [...(repository.logs.get(job) ?? []), lines]);
    },
    runs: (): readonly Run[] => repository.runs,
    run: (id: number) => runOf(repository, id),
    jobs: (run: Run, attempt?: number) => jobsOf(run, attempt),
    finishJob: (run: Run, job: string, conclusion: Conclusion = "success") =>
      finishJob(place(run), job, conclusion),
    cancelRun: (run: Run) => cancelRun(place(run)),
    /** Uploads an artifact anew, as a job that overwrites does: the same name, another id, other bytes. */
    replaceArtifact: (run: Run, name: string, files: Files) => replaceArtifact(place(run), name, files),
    rerunFailed: (run: Run, by: string) => rerunFailed(place(run), accountOf(world, by)),
    rerunAll: (run: Run, by: string) => rerunAll(place(run), accountOf(world, by)),
    dispatchWorkflow: (path: string, ref: string, by: string): Run => {
      const full = repository.refs.has(`refs/heads/${ref}`) ? `refs/heads/${ref}` : `refs/tags/${ref}`;
      const target = resolveCommit(repository, full);
      if (!target) throw new Error(`${fullName(repository)} has no branch or tag ${ref} to dispatch on`);
      return dispatchWorkflow(world, repository, {
        path,
        ref: full,
        sha: target.sha,
        actor: accountOf(world, by),
      });
    },
    /** Starts a workflow as any event does: of a fork, on a schedule, or on a branch of any name. */
    startRun: (path: string, { by, from, ...start }: Start): Run => {
      const fork = from === undefined ? repository : findRepository(world, from);
      if (!fork) throw new Error(`The sandbox has no repository ${from} to start a run from`);
      return startOnEvent(world, repository, {
        ...start,
        path,
        actor: accountOf(world, by),
        headRepository: fork,
      });
    },
  };
};

interface Start {
  readonly event: RunEvent;
  /** Full ref name, which need not be here. */
  readonly ref: string;
  readonly sha: string;
  readonly by: string;
  /** Full name of the fork whose commit it is. */
  readonly from?: string;
}

interface Review {
  readonly environment: string;
  readonly state: "approved" | "rejected";
  readonly by: string;
  readonly comment?: string;
}

const gateVerbs = (world: World, repository: Repository) => {
  const place = (run: Run): RunPlace => ({ world, repository, run });
  return {
    environment: (name: string, options: EnvironmentOptions = {}) =>
      protect(world, repository, name, options),
    pendingGates: (run: Run) =>
      run.gates.map((gate) => ({
        environment: gate.environment.name,
        job: gate.job.name,
        since: gate.since,
        awaits: [...gate.awaits],
      })),
    reviewDeployment: (run: Run, review: Review) =>
      reviewDeployment(place(run), review.environment, {
        state: review.state,
        by: accountOf(world, review.by),
        comment: review.comment ?? "",
      }),
    startAllWaitingJobs: (run: Run, admin: string) =>
      startAllWaitingJobs(place(run), accountOf(world, admin)),
    /** The run's approvals log, oldest first. */
    approvals: (run: Run) =>
      run.approvals.map((approval) => ({
        environments: approval.environments.map((environment) => environment.name),
        state: approval.state,
        comment: approval.comment,
        by: approval.by.login,
        at: approval.at,
      })),
    /** What Apps reported about the waiting deployments of an environment. */
    statusReports: (run: Run, environment: string): string[] =>
      run.reports
        .filter((report) => report.deployment.environment.name === environment)
        .map((report) => report.text),
  };
};

const issueVerbs = (world: World, repository: Repository) => {
  const edit = (number: number, patch: IssuePatch, by: string) =>
    editIssue(world, repository, issueOf(repository, number), { patch, by: accountOf(world, by) });
  return {
    openIssue: (draft: {
      title: string;
      by: string;
      body?: string;
      labels?: string[];
      milestone?: string;
    }): Issue => openIssue(world, repository, { ...draft, author: accountOf(world, draft.by) }),
    editIssue: edit,
    closeIssue: (number: number, by: string) => edit(number, { state: "closed" }, by),
    reopenIssue: (number: number, by: string) => edit(number, { state: "open" }, by),
    label: (number: number, name: string, by: string) => {
      const labels = issueOf(repository, number).labels.map((label) => label.name);
      edit(number, { labels: [...labels, name] }, by);
    },
    lockIssue: (number: number, by: string) =>
      lockIssue(world, repository, issueOf(repository, number), accountOf(world, by)),
    unlockIssue: (number: number, by: string) =>
      unlockIssue(world, repository, issueOf(repository, number), accountOf(world, by)),
    deleteIssue: (number: number, by: string) =>
      deleteIssue(world, repository, issueOf(repository, number), accountOf(world, by)),
    transferIssue: (number: number, to: string, by: string) =>
      transferIssue(world, repository, issueOf(repository, number), {
        repository: to,
        by: accountOf(world, by),
      }),
    issue: (number: number): Issue => issueOf(repository, number),
    issues: (): Issue[] =>
      [...repository.issues.values()].filter((issue) => !issue.deleted && !issue.transferredTo),
  };
};

const commentVerbs = (world: World, repository: Repository) => ({
  /** A person's comment; `viaApp` when an App of that slug wrote it in their name. */
  comment: (issue: number, by: string, body: string, how: { viaApp?: string } = {}): Comment =>
    addComment(world, repository, issueOf(repository, issue), {
      body,
      author: accountOf(world, by),
      viaApp: how.viaApp === undefined ? undefined : appOf(world, how.viaApp),
    }),
  editComment: (id: number, body: string, by: string) =>
    editComment(world, commentOf(repository, id), { body, by: accountOf(world, by) }),
  deleteComment: (id: number, by: string) =>
    deleteComment(world, commentOf(repository, id), accountOf(world, by)),
  react: (id: number, by: string, content: ReactionContent) =>
    react(world, commentOf(repository, id).comment, content, accountOf(world, by)),
  comments: (issue: number): Comment[] => liveComments(issueOf(repository, issue)),
  reactions: (id: number) =>
    commentOf(repository, id).comment.reactions.map(({ content, by }) => ({ content, by: by.login })),
});

const releaseVerbs = (world: World, repository: Repository) => {
  const edit = (id: number, patch: ReleasePatch, by: string) =>
    editRelease(world, repository, releaseOf(repository, id), { patch, by: accountOf(world, by) });
  return {
    createRelease: (draft: ReleasePatch & { tag: string; by: string }): Release =>
      createRelease(world, repository, {
        ...draft,
        draft: draft.draft ?? false,
        author: accountOf(world, draft.by),
      }),
    editRelease: edit,
    publishRelease: (id: number, by: string, how: { discussionCategory?: string } = {}) =>
      edit(id, { draft: false, ...how }, by),
    deleteRelease: (id: number, by: string) =>
      deleteRelease(world, repository, releaseOf(repository, id), accountOf(world, by)),
    addAsset: (id: number, asset: Omit<AssetDraft, "uploader"> & { by: string }): Asset =>
      addAsset(world, releaseOf(repository, id), { ...asset, uploader: accountOf(world, asset.by) }),
    deleteAsset: (id: number) => deleteAsset(repository, id),
    releases: (): readonly Release[] => repository.releases,
    release: (id: number): Release => releaseOf(repository, id),
  };
};

const checkVerbs = (world: World, repository: Repository) => ({
  checkRuns: (sha: string): CheckRun[] => repository.checkRuns.filter((check) => check.headSha === sha),
  requestAction: (id: number, identifier: string, by: string) =>
    requestAction(world, repository, { id, identifier, by: accountOf(world, by) }),
});

/** The verbs of one repository. `state` is GitHub's plain state of it, for looking. */
export const handleOf = (world: World, repository: Repository) => ({
  id: repository.id,
  get fullName(): string {
    return fullName(repository);
  },
  state: repository,
  ...settingVerbs(world, repository),
  ...gitVerbs(world, repository),
  ...runVerbs(world, repository),
  ...gateVerbs(world, repository),
  ...issueVerbs(world, repository),
  ...commentVerbs(world, repository),
  ...releaseVerbs(world, repository),
  ...checkVerbs(world, repository),
});

export type RepositoryHandle = ReturnType<typeof handleOf>;
