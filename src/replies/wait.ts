import type { Snapshot } from "../release/snapshot.ts";
import type { Wait } from "../release/wait.ts";
import { gateWaitText } from "./gate-wait.ts";
import { phaseText } from "./phase-title.ts";
import { actionsPage, configurationFile, holders, installationSettings } from "./places.ts";
import { preparingWaitText } from "./preparing-wait.ts";
import { asCode, asLink, asText, quoted } from "./safe.ts";
import type { WaitText } from "./wait-text.ts";
import { count, listed, missingText, names, sentence, utc, withdraw } from "./words.ts";

/** Whether people move next. */
export function isForPeople(wait: Wait): boolean {
  switch (wait.for) {
    case "approval":
    case "review":
    case "unhold":
    case "smoke-tests":
    case "publish-command":
    case "yank":
    case "announce-command":
    case "tag":
    case "call-out":
      return true;
    case "phases":
    case "run":
    case "which-workflow":
    case "jobs":
    case "gate-reached":
    case "gate-opening":
    case "publish-job":
    case "index":
    case "run-end":
    case "channel":
    case "released-in":
    case "answer":
      return false;
    case "notes":
      return wait.lacks === "text";
  }
}

/** A wait in words: sentences of Markdown, without the time, which stands in the step. */
export function waitText(wait: Wait, seen: Snapshot): WaitText {
  switch (wait.for) {
    case "approval":
    case "review":
    case "gate-reached":
    case "notes":
    case "gate-opening":
    case "publish-job":
      return gateWaitText(wait, seen);
    case "tag":
    case "call-out":
      return preparingWaitText(wait, seen);
    case "unhold":
    case "smoke-tests":
    case "publish-command":
    case "yank":
    case "announce-command":
      return peopleWaitText(wait, seen);
    case "phases":
    case "run":
    case "which-workflow":
    case "jobs":
    case "index":
    case "run-end":
    case "channel":
    case "released-in":
    case "answer":
      return machineWaitText(wait, seen);
  }
}

type Of<F extends Wait["for"]> = Extract<Wait, { readonly for: F }>;

function peopleWaitText(
  wait: Of<"unhold" | "smoke-tests" | "publish-command" | "yank" | "announce-command">,
  seen: Snapshot,
): WaitText {
  switch (wait.for) {
    case "unhold":
      return {
        who: holders("maintain", seen),
        says: `On hold by ${asCode(wait.by)}${wait.reason === undefined ? "" : `: ${quoted(wait.reason)}`}.`,
        todo: "`/unhold` lets it go on",
      };
    case "smoke-tests": {
      const first = wait.missing[0] ?? "linux";
      return {
        who: "testers",
        says: `Not tried yet: ${names(wait.missing, 10)}.`,
        todo: `${asCode(`/tested ${first} ok`)} or ${asCode(`/tested ${first} fail <what broke>`)}; anyone's is shown, a triager's counts`,
      };
    }
    case "publish-command":
      return {
        who: holders("maintain", seen),
        says: ["The GitHub release is drafted and complete.", ...aboutDraft(wait)].join(" "),
        todo: `read ${asLink("the draft", wait.url)}, then ${asCode("/publish")}`,
      };
    case "yank":
      return {
        who: "owners of the package on its index",
        says: `Installers are still given ${listed(wait.packages.slice(0, 5).map(givenText))}.`,
        todo: `${listed([...new Set(wait.packages.map(({ index }) => withdraw(index)))], "or")} it there; how stands under *What to do about the bad files*`,
      };
    case "announce-command":
      return {
        who: holders("write", seen),
        says: `Not announced on ${asCode(wait.channel)} yet.`,
        todo: `${asCode(`/announce ${wait.channel}`)} posts it`,
      };
  }
}

function givenText({ index, name }: Of<"yank">["packages"][number]): string {
  return `${asCode(name)} on ${asCode(index)}`;
}

function aboutDraft({ edited = [], immutable }: Of<"publish-command">): readonly string[] {
  return [
    ...(edited.length === 0 ? [] : [editedText(edited)]),
    ...(immutable === true
      ? [
          "GitHub makes releases here immutable: once it is published, nobody can change its files or move its tag, and the tag can never have another one.",
        ]
      : []),
  ];
}

/** That sections stay as people left them, and how they are written anew. */
export function editedText(edited: readonly string[]): string {
  return edited.length === 1
    ? `The section ${names(edited)} of the notes is kept as you changed it. To have it written anew, delete it in the GitHub release and say \`/notes\`.`
    : `The sections ${names(edited)} of the notes are kept as you changed them. To have one written anew, delete it in the GitHub release and say \`/notes\`.`;
}

function machineWaitText(
  wait: Of<
    "phases" | "run" | "which-workflow" | "jobs" | "index" | "run-end" | "channel" | "released-in" | "answer"
  >,
  seen: Snapshot,
): WaitText {
  switch (wait.for) {
    case "phases":
      return { who: "what comes before", says: phasesText(wait) };
    case "run":
      return {
        who: "GitHub",
        says: `No run of the release workflow has started for ${asCode(wait.tag)}.`,
        todo: `if none shows in ${actionsPage(seen)} within minutes, see whether \`on:\` of the workflow names this tag`,
      };
    case "which-workflow":
      return {
        who: "the workflows",
        says: `Several workflows run for this tag, and none has come to an environment: ${names(wait.paths)}.`,
        todo: `to settle it now, name one as \`workflow:\` in ${configurationFile(seen)}`,
      };
    case "jobs":
      return {
        who: "the release workflow",
        says: `${asLink("The run", wait.url)} is at work: ${jobsText(wait)}.`,
      };
    case "index":
      return { who: asCode(wait.index), says: indexText(wait) };
    case "run-end":
      return {
        who: "the release workflow",
        says: `The draft comes when ${asLink("the run", wait.url)} has ended.`,
      };
    case "channel":
      return {
        who: asCode(wait.channel),
        says:
          wait.isEdit === true
            ? `The post there could not be changed: ${asText(wait.why)}. Nothing to do: it is tried again by itself.`
            : `The post was not taken: ${asText(wait.why)}. Nothing to do: it is tried again by itself.`,
      };
    case "released-in":
      return {
        who: "the app",
        says:
          wait.left === 0
            ? "All pull requests that GitHub has named are told. It has not named all commits of the release, so it is asked once more. Nothing to do: the board closes by itself then."
            : `${count(wait.left, "pull request")} still to be told in which release they came out, a few at a time. Nothing to do: it goes on by itself.`,
      };
    case "answer": {
      if (wait.forbidden === true) {
        return {
          who: "the app's installation",
          says: `${sentence(asText(wait.whom))} does not show this to the app (${asText(wait.detail)}).`,
          todo: `an owner accepts the app's permissions in ${installationSettings(seen)}; it is asked again by itself`,
        };
      }
      const until = wait.until === undefined ? "" : `, not before ${utc(wait.until)}`;
      return {
        who: asText(wait.whom),
        says: `${sentence(asText(wait.whom))} did not answer (${asText(wait.detail)}). Nothing to do: it is asked again by itself${until}.`,
      };
    }
  }
}

function phasesText({ names: before, draft }: Of<"phases">): string {
  const phases = listed(before.map(phaseText));
  if (draft === undefined) {
    return `Comes after ${phases}. Nothing to do yet.`;
  }
  const { url, edited = [] } = draft;
  const kept = edited.length === 0 ? "" : ` ${editedText(edited)}`;
  return `${asLink("The draft", url)} is there; ${asCode("/publish")} comes after ${phases}.${kept}`;
}

function jobsText({ running, done }: Of<"jobs">): string {
  return running === 0 ? `${done} done, more to come` : `${done} of ${count(done + running, "job")} done`;
}

function indexText(wait: Of<"index">): string {
  const [index, what] = [asCode(wait.index), missingText(wait, 3)];
  if (wait.late === true) {
    return `${index} still does not serve ${what}, which takes longer than usual. Nothing to do yet: it is asked again by itself, and after half an hour in all it is called missing.`;
  }
  return `${index} does not serve ${what} yet, as is usual for some minutes. Nothing to do: it is asked again by itself.`;
}
