import { inline } from "../../../server/pages/markdown.ts";
import { type Html, html, verbatim } from "../../../server/pages/markup.ts";
import { commandsNow } from "../commands.ts";
import { isPossible } from "../deeds/deeds.ts";
import { SPANS } from "../deeds/world-deeds.ts";
import { people } from "../people.ts";
import { BUTTONS, EMPTY, LABELS } from "../sayings.ts";
import { boardOf, jobsRunning, nextVersion, versionInCode } from "../standing.ts";
import { TROUBLE_NAMES, TROUBLES } from "../trouble.ts";
import type { Playground } from "../world.ts";
import { type Button, buttonForm, hidden } from "./form.ts";

/** Everything that can be done now, as forms; what is not possible is not offered. */
export function controls(world: Playground): Html {
  return html`${part("tag", LABELS.tag, tagPart(world))}
${part("jobs", LABELS.jobs, jobsPart(world))}
${talkPart(world)}
${part("by-hand", LABELS.byHand, byHandPart(world))}
${part("time", LABELS.time, timePart())}
${troublePart(world)}`;
}

function part(id: string, heading: string, content: Html): Html {
  return html`<section class="panel" id="${id}" data-live><h2>${heading}</h2>${content}</section>`;
}

function row(buttons: readonly Button[]): Html {
  return html`<div class="row">${buttons.map(buttonForm)}</div>`;
}

function tagPart(world: Playground): Html {
  const version = nextVersion(world);
  const said = versionInCode(world);
  const offered: readonly (Button & { readonly is: boolean })[] = [
    {
      deed: "push-tag",
      says: BUTTONS.pushRight(version),
      kind: "main",
      is: isPossible(world, "push-tag"),
    },
    {
      deed: "push-tag",
      says: BUTTONS.pushWrong(version, said),
      fields: { version: "wrong" },
      is: isPossible(world, "push-tag", new URLSearchParams({ version: "wrong" })),
    },
    { deed: "move-tag", says: BUTTONS.moveTag, is: isPossible(world, "move-tag") },
    { deed: "delete-tag", says: BUTTONS.deleteTag, kind: "danger", is: isPossible(world, "delete-tag") },
  ];
  return row(offered.filter(({ is }) => is));
}

function jobsPart(world: Playground): Html {
  const running = jobsRunning(world);
  if (running.length === 0) return html`<p class="quiet">${EMPTY.jobs}</p>`;
  const all: Button = { deed: "finish-jobs", says: BUTTONS.finishJobs, kind: "main" };
  return html`${running.length > 1 ? row([all]) : undefined}<ul class="each">${running.map(
    (job) =>
      html`<li><code>${job}</code>${row([
        { deed: "finish-job", says: BUTTONS.finish, named: `${BUTTONS.finish} ${job}`, fields: { job } },
        {
          deed: "fail-job",
          says: BUTTONS.fail,
          named: `${BUTTONS.fail} ${job}`,
          fields: { job },
          kind: "danger",
        },
      ])}</li>`,
  )}</ul>`;
}

/** The field keeps what is being written while the rest of the page goes on. */
function talkPart(world: Playground): Html {
  const commands = html`<div class="row" id="commands" data-live>${commandsNow(world).map(
    (command) => html`<button name="command" value="${command}"><code>${command}</code></button>`,
  )}</div>`;
  const form = html`<form method="post" action="/">${hidden({ deed: "comment" })}
<label for="by">${BUTTONS.speaker}</label><select id="by" name="by">${people(world).map(
    ({ login, may }) =>
      html`<option value="${login}"${login === world.memory.speaker ? verbatim(" selected") : undefined}>${login} (${may})</option>`,
  )}</select>
${commands}
<label for="text">${BUTTONS.text}</label><textarea id="text" name="text" rows="3"></textarea>
<div class="row"><button class="main">${BUTTONS.comment}</button></div></form>`;
  return html`<section class="panel" id="talk"><h2>${LABELS.talk}</h2>${
    boardOf(world) === undefined ? html`<p class="quiet">${EMPTY.board}</p>` : form
  }</section>`;
}

function byHandPart(world: Playground): Html {
  const buttons: readonly Button[] = [
    { deed: "start-waiting-jobs", says: BUTTONS.startWaiting, kind: "danger" },
    { deed: "publish-draft", says: BUTTONS.publish },
  ];
  const offered = buttons.filter(({ deed }) => deed !== "start-over" && isPossible(world, deed));
  return offered.length === 0
    ? html`<p class="quiet">No job waits at a gate, and there is no draft.</p>`
    : row(offered);
}

function timePart(): Html {
  return row(
    Object.keys(SPANS).map((span) => ({
      deed: "pass-time",
      says: span,
      named: `${span}: ${LABELS.time.toLowerCase()}`,
      fields: { span },
    })),
  );
}

function troublePart({ trouble }: Playground): Html {
  const inForce = trouble.inForce();
  const now =
    inForce.length === 0
      ? html`<p class="quiet">${EMPTY.trouble}</p>`
      : html`<p>${LABELS.inForce}</p><ul>${inForce.map((name) => html`<li>${inline(TROUBLES[name])}</li>`)}</ul>${row(
          [{ deed: "end-trouble", says: BUTTONS.heal, kind: "main" }],
        )}`;
  const rest = TROUBLE_NAMES.filter((name) => !inForce.includes(name));
  return html`<section class="panel" id="trouble"><h2>${LABELS.trouble}</h2><div id="in-force" data-live>${now}</div>
<form method="post" action="/">${hidden({ deed: "make-trouble" })}<label for="which">What goes wrong</label><select id="which" name="trouble">${rest.map(
    (name) => html`<option value="${name}">${TROUBLES[name]}</option>`,
  )}</select><div class="row"><button>${LABELS.trouble}</button></div></form></section>`;
}
