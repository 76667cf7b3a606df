import { channelSayings } from "../../channels/sayings.ts";
import { configurationChapter } from "../../config/sayings.ts";
import { settingProblems } from "../../env/sayings.ts";
import { notesChapter } from "../../notes/sayings.ts";
import type { Chapter } from "../../replies/saying.ts";
import { otherChapters, releaseChapters } from "../../replies/sayings.ts";
import { serverSayings, startSayings } from "../../server/sayings.ts";
import { storeSayings } from "../../store/sayings.ts";
import { noProxy } from "../proxy.ts";
import { envMessage } from "../start.ts";
import { checkVersionSayings } from "./check-version.ts";
import { doctorSayings } from "./doctor.ts";
import { initSayings } from "./init.ts";
import { ledgerSayings } from "./ledger.ts";
import { notesSayings } from "./notes.ts";
import { rehearseSayings } from "./rehearse.ts";
import { shapeSayings } from "./shape.ts";
import { tagSayings } from "./tag.ts";

/** Everything that the app says: to maintainers on a release night first, to whoever runs it last. */
export function chapters(): readonly Chapter[] {
  const notes = notesChapter();
  return [
    ...releaseChapters(),
    { ...notes, sayings: [...notes.sayings, ...channelSayings()] },
    configurationChapter(),
    ...otherChapters(),
    {
      title: "When the app starts",
      sayings: [
        { where: "settings", text: envMessage(settingProblems()) },
        { where: "settings, one", text: envMessage(settingProblems().slice(0, 1)) },
        { where: "start: no proxy", text: noProxy("HTTPS_PROXY") },
        ...startSayings(),
        ...storeSayings(),
      ],
    },
    { title: "What the server answers", sayings: serverSayings() },
    { title: "Which workflows are not conducted", sayings: shapeSayings() },
    { title: "What init writes and answers", sayings: initSayings() },
    { title: "What rehearse answers", sayings: rehearseSayings() },
    { title: "What doctor answers", sayings: doctorSayings() },
    { title: "What check-version answers", sayings: checkVersionSayings() },
    { title: "What ledger answers", sayings: ledgerSayings() },
    { title: "What notes answers", sayings: notesSayings() },
    { title: "What tag answers", sayings: tagSayings() },
  ];
}

/** As Markdown: a heading for each chapter and each saying, and the text below. */
export function sayingsText(): string {
  const parts = chapters().flatMap(({ title, sayings }) => [
    `# ${title}\n`,
    ...sayings.map(({ where, text }) => `## ${where}\n\n${text}\n`),
  ]);
  return parts.join("\n");
}
