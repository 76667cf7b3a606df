import type { Group } from "./entry.ts";

export const COMMENTS = {
  title: "Comments and commands",
  entries: {
    "edited-into-command": {
      threat: "edits a harmless comment of a maintainer into a command",
      promise: "An edited comment opens nothing, and its author is told once to say it in a new one.",
    },
    "edited-target": {
      threat: "edits an approval of one gate into an approval of another",
      promise:
        "What counts is an unedited comment, by GitHub's own stamp of edits and not by the one that moves by itself; an approval that is edited before the gate opens counts for neither gate.",
    },
    "edited-by-another": {
      threat:
        "edits a maintainer's comment with write access, or sends an event that names somebody else as its author",
      promise:
        "Whoever edited it, an edited comment opens nothing; and whose word a comment is, GitHub is asked and not the event.",
    },
    "deleted-after-approval": {
      threat: "deletes the comment of an approval or a hold",
      promise:
        "An approval whose comment is gone before the gate opens counts no more, and the board says why; an open gate keeps its record, and a hold goes on holding.",
    },
    "own-echo": {
      threat: "waits for the app to answer its own examples of commands",
      promise:
        "What the app's own account writes is no command, whatever it says and whatever role the account has.",
    },
    "bot-commenter": {
      threat: "lets a bot with every right say a command",
      promise: "Bots command nothing and are answered nothing.",
    },
    "through-another-app": {
      threat: "writes as a maintainer through another App",
      promise: "What another App wrote in a person's name is not that person's word and gets no answer.",
    },
    "bot-ping-pong": {
      threat: "lets a bot answer whatever the app writes",
      promise:
        "Bots get no answer at all, and a machine with a person's account and no right gets one per release.",
    },
    "ghost-author": {
      threat: "comments with an account that no longer exists",
      promise: "A comment without an author is nobody's word, and hinders nobody else's.",
    },
    "wrong-issue": {
      threat: "says commands on another issue, also on a copy of the board",
      promise:
        "Commands count on the board that the app has opened and nowhere else; elsewhere they are not even looked up.",
    },
    "pull-request-comment": {
      threat: "says a command on a pull request that looks like the board",
      promise: "Pull requests are no boards: what is said there is not even looked up.",
    },
    "request-without-right": {
      threat:
        "says `/build` or `/release` without the right, in an edited comment, through a bot, or on a pull request",
      promise:
        "A workflow is started only for a maintainer, in a comment on an issue that nobody edited; people without a role here get no answer.",
    },
    "closed-tracker": {
      threat: "says a command on a board that was closed by hand",
      promise:
        "Nothing happens on a closed board but one answer that says to reopen it, and what was refused there does not come to life afterwards.",
    },
    "locked-tracker": {
      threat: "locks the board while its people go on talking",
      promise:
        "Nothing opens while the board is locked, because there GitHub lets no App take up or answer anything; the board says so, and unlocked it goes on with what was said.",
    },
    "hidden-command": {
      threat: "hides a command in code, quotations, lists, links or HTML",
      promise:
        "A command is a line of plain text that begins with it at the very start; whatever is quoted, folded, hidden or set as code is none.",
    },
    "mid-sentence": {
      threat: "mentions a command in the middle of a sentence or an address",
      promise: "What stands before the command on its line makes it talk.",
    },
    "lookalike-command": {
      threat: "writes a command with characters that look alike or cannot be seen",
      promise:
        "Commands are plain ASCII in small letters, and a line with characters that nobody can see is none.",
    },
    "lookalike-environment": {
      threat: "names a gate that looks like another one",
      promise:
        "A gate is named exactly as configured; anything else is refused with the names there are, and never taken for the nearest.",
    },
    "prototype-name": {
      threat: "says commands, gates and names that mean something to JavaScript",
      promise: "They are names like any other: refused as unknown where they are, and the release goes on.",
    },
    "argument-smuggling": {
      threat: "adds options, quotation marks, escapes, lists or ten thousand characters to a command",
      promise:
        "Words that do not fit are refused with the way it is written; nothing of them is guessed or left out.",
    },
    contradiction: {
      threat: "says yes and no in one comment",
      promise: "What closes wins and is done, and the approval beside it is refused.",
    },
    "giant-comment": {
      threat: "writes the longest comment that GitHub takes, made for parsers to choke on",
      promise:
        "Of a comment the first 4,000 characters and ten commands are read, so that others are answered as ever.",
    },
    "command-flood": {
      threat: "has strangers write hundreds of commands",
      promise:
        "A stranger is answered once per release and not at all for unknown words, and the maintainers' next word counts as ever.",
    },
    "marker-forgery": {
      threat: "writes the app's hidden marks with other contents, in a comment or over the board",
      promise:
        "A mark counts only under the app's own key: a forged one is believed in nothing, and where it has taken the place of the board's, a new board starts with no approval and no right lent.",
    },
    "bot-comment-edited": {
      threat: "edits the text of the board or of a reply to say that all is approved",
      promise:
        "What the app writes is output: the board is written anew from what is so, and nothing opens by an edited text.",
    },
    "label-as-state": {
      threat: "sets and removes labels that sound like decisions",
      promise: "Labels decide nothing and cause nothing.",
    },
    "tracker-tampering": {
      threat: "renames, closes, transfers or deletes the board",
      promise:
        "None of it opens anything: a renamed board stays the board, a closed one waits to be reopened, and in place of a lost one comes another on which everything has to be said anew.",
    },
    "button-press": {
      threat: "presses a button of the check run without the right to",
      promise: "The check run has no buttons: a press that somebody sends all the same is taken for nothing.",
    },
  },
} as const satisfies Group;
