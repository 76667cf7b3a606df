import { size } from "../../../replies/words.ts";
import { blocks } from "../../../server/pages/markdown.ts";
import { type Html, html } from "../../../server/pages/markup.ts";
import { at } from "../../../server/pages/when.ts";
import { builtDigests, type Digests, servedDigests } from "../../demo/digests.ts";
import { EMPTY } from "../sayings.ts";
import { githubReleaseOf } from "../standing.ts";
import type { Playground } from "../world.ts";
import { aroundOf } from "./around.ts";
import { githubMarkdown } from "./github-markdown.ts";

const NAMES = { testpypi: "TestPyPI", pypi: "PyPI" } as const;

/** What the indexes serve now, and whether it is what the newest run has built. */
export async function indexPart(world: Playground): Promise<Html> {
  const built = builtDigests(world);
  const served = await Promise.all(
    (["testpypi", "pypi"] as const).map(async (index) => ({
      name: NAMES[index],
      digests: await servedDigests(world, index),
    })),
  );
  return html`${served.map(({ name, digests }) => indexList(name, digests, built))}`;
}

function indexList(name: string, digests: Digests, built: Digests): Html {
  const files = Object.entries(digests);
  if (files.length === 0)
    return html`<p><strong>${name}</strong> <span class="quiet">${EMPTY.index}</span></p>`;
  return html`<p><strong>${name}</strong></p><ul>${files.map(
    ([file, digest]) =>
      html`<li><code>${file}</code> <span class="quiet">sha256 ${digest.slice(0, 12)}…</span> ${sameness(built[file], digest)}</li>`,
  )}</ul>`;
}

function sameness(built: string | undefined, served: string): Html {
  if (built === undefined) return html`<span class="dot idle">of an earlier run</span>`;
  return built === served
    ? html`<span class="dot done">as built</span>`
    : html`<span class="dot stopped">not what was built</span>`;
}

/** The GitHub release with its notes and assets. */
export function githubReleasePart(world: Playground): Html {
  const release = githubReleaseOf(world);
  if (release === undefined) return html`<p class="quiet">${EMPTY.githubRelease}</p>`;
  const { name, tag, draft, prerelease, assets, body } = release;
  return html`<p class="issue"><span class="title">${name ?? tag}</span> <span class="badge ${draft ? "idle" : "done"}">${draft ? "draft" : "public"}</span>${prerelease ? html` <span class="label">pre-release</span>` : undefined}</p>
${githubMarkdown(body ?? "", aroundOf(world))}
<p><strong>Assets</strong></p><ul>${assets.map((asset) => html`<li><code>${asset.name}</code> <span class="quiet">${size(asset.bytes.length)}</span></li>`)}</ul>`;
}

/** What is posted in the channel. */
export function discordPart({ discord }: Playground): Html {
  return discord.messages.length === 0
    ? html`<p class="quiet">${EMPTY.discord}</p>`
    : html`${discord.messages.map(
        ({ username, content, postedAt, editedAt }) =>
          html`<article class="panel comment"><header><strong>${username}</strong> <span class="quiet">${at(postedAt)}${editedAt === null ? undefined : " · edited"}</span></header><div class="body">${blocks(content)}</div></article>`,
      )}`;
}
