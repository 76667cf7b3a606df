import {
  askPage,
  handOverPage,
  REGISTRATION_FAILURES,
  REGISTRATION_FIELDS,
  REGISTRATION_LINKS,
  registeredPage,
  registrationNotice,
} from "../registration.ts";
import { type Saying, said } from "../saying.ts";
import { pageSaying } from "./linking.ts";

const PLACE = { publicUrl: "https://conductor.example.org", web: "https://github.com" };

/** The page on which a new server gets its App. */
export function registrationSayings(): readonly Saying[] {
  return [
    {
      where: "terminal: not set up",
      text: registrationNotice({ url: "http://127.0.0.1:3000/setup", code: "7K3FQ-…" }),
    },
    { where: "page: set-up", text: pageSaying(askPage()) },
    ...said("field of the set-up:", REGISTRATION_FIELDS, ({ label, hint }) => `${label}: ${hint}`),
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
      text: pageSaying(registeredPage({ slug: "release-conductor", path: "data/credentials.env" })),
    },
    ...said("page: not set up,", REGISTRATION_FAILURES, ({ title, says, remedy }) =>
      pageSaying({ title, parts: [says, remedy] }),
    ),
    ...said("link below a page of the set-up:", REGISTRATION_LINKS, (text) => text),
  ];
}
