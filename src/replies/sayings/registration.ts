import {
  askPage,
  handOverPage,
  SET_UP_FAILURES,
  SET_UP_FIELDS,
  SET_UP_LINKS,
  setUpNotice,
  setUpPage,
} from "../registration.ts";
import { type Saying, said } from "../saying.ts";
import { pageSaying } from "./linking.ts";

const PLACE = { publicUrl: "https://conductor.example.org", web: "https://github.com" };

/** The page on which a new server gets its App. */
export function setUpSayings(): readonly Saying[] {
  return [
    {
      where: "terminal: not set up",
      text: setUpNotice({ url: "http://127.0.0.1:3000/setup", code: "7K3FQ-…" }),
    },
    { where: "page: set-up", text: pageSaying(askPage()) },
    ...said("field of the set-up:", SET_UP_FIELDS, ({ label, hint }) => `${label}: ${hint}`),
    {
      where: "page: hand over, own account",
      text: pageSaying(handOverPage({ ...PLACE, owner: undefined })),
    },
    {
      where: "page: hand over, organization",
      text: pageSaying(handOverPage({ ...PLACE, owner: "octo-org" })),
    },
    {
      where: "page: set up",
      text: pageSaying(setUpPage({ slug: "release-conductor", path: "data/credentials.env" })),
    },
    ...said("page: not set up,", SET_UP_FAILURES, ({ title, says, remedy }) =>
      pageSaying({ title, parts: [says, remedy] }),
    ),
    ...said("link below a page of the set-up:", SET_UP_LINKS, (text) => text),
  ];
}
