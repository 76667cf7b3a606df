import type { CommandName } from "../release/answer.ts";
import { announce } from "./announce.ts";
import { approve } from "./approve.ts";
import { build } from "./build.ts";
import { callOut } from "./call-out.ts";
import { cancel } from "./cancel.ts";
import type { Command } from "./command.ts";
import { delegate } from "./delegate.ts";
import { help } from "./help.ts";
import { hold } from "./hold.ts";
import { notes } from "./notes.ts";
import { prepare } from "./prepare.ts";
import { publish } from "./publish.ts";
import { reject } from "./reject.ts";
import { release } from "./release.ts";
import { resume } from "./resume.ts";
import { retry } from "./retry.ts";
import { status } from "./status.ts";
import { tested } from "./tested.ts";
import { unhold } from "./unhold.ts";
import { yank } from "./yank.ts";

/** Every command, in the order in which a release meets them. Help, README and the parser come from it. */
export const commandTable: Readonly<Record<CommandName, Command>> = {
  approve,
  reject,
  delegate,
  tested,
  hold,
  unhold,
  retry,
  cancel,
  notes,
  publish,
  announce,
  resume,
  yank,
  "call-out": callOut,
  status,
  help,
  prepare,
  build,
  release,
};
