import { type HttpRefusal, REFUSALS } from "./refusals.ts";

/** What a route answers; the body is JSON, or bytes. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The body as it is sent, where it was written already. */
  readonly text?: string;
}

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  body,
  headers,
});

export const created = (body: { readonly url?: unknown } & Record<string, unknown>): Answer => ({
  status: 201,
  body,
  headers: typeof body.url === "string" ? { location: body.url } : {},
});

export const noContent: Answer = { status: 204 };

export const redirect = (status: 301 | 302, location: string): Answer => ({
  status,
  headers: { location },
  ...(status === 301
    ? { body: { message: "Moved Permanently", url: location, documentation_url: DOCUMENTATION } }
    : {}),
});

const DOCUMENTATION = "https://docs.github.com/rest";

/** An error as GitHub words it. */
export const errorAnswer = (
  status: number,
  message: string,
  more: { readonly errors?: readonly unknown[]; readonly headers?: Readonly<Record<string, string>> } = {},
): Answer => ({
  status,
  headers: more.headers ?? {},
  body: {
    message,
    ...(more.errors ? { errors: more.errors } : {}),
    documentation_url: DOCUMENTATION,
    status: String(status),
  },
});

/** The answer of a row of the table of refusals. */
export const refusalAnswer = (refusal: HttpRefusal, detail?: string): Answer => {
  const row = REFUSALS[refusal];
  const message = typeof row.message === "string" ? row.message : row.message(detail);
  return errorAnswer(row.status, message, row.errors ? { errors: row.errors(detail) } : {});
};
