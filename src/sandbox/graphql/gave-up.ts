import type { Patience } from "../faults.ts";
import { type Answer, ok } from "../rest/answer.ts";

/** What GitHub answers to a query that has asked for too much, each as users have reported it. */
const ANSWERS: Readonly<Record<Patience["as"], Answer>> = {
  // gfazioli/octoscope#153: after some ten seconds.
  "bad-gateway": {
    status: 502,
    body: {
      message:
        "We couldn't respond to your request in time. Sorry about that. Please try resubmitting your request.",
    },
  },
  "something-wrong": ok({
    data: null,
    errors: [
      {
        message:
          "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.",
      },
    ],
  }),
  // https://github.blog/changelog/2025-09-01-graphql-api-resource-limits: part of the data, and an error.
  "resource-limits": ok({
    data: { repository: null },
    errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "Resource limits for this query exceeded." }],
  }),
};

export const gaveUp = (as: Patience["as"]): Answer => ANSWERS[as];
