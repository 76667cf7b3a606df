import { z } from "zod";

/**
 * The longest each text may be. Source: Discord's documentation, "Embed Limits" and "Execute Webhook". zod counts
 * UTF-16 units, the strictest way: what fits here fits however Discord counts.
 */
const text = (most: number) => z.string().max(most);

const Field = z.looseObject({
  name: text(256).min(1),
  value: text(1024).min(1),
  inline: z.boolean().optional(),
});

const Embed = z.looseObject({
  title: text(256).optional(),
  description: text(4096).optional(),
  url: z.string().optional(),
  footer: z.looseObject({ text: text(2048) }).optional(),
  author: z.looseObject({ name: text(256) }).optional(),
  fields: z.array(Field).max(25).optional(),
});

const MOST_IN_ALL_EMBEDS = 6000;

const Embeds = z
  .array(Embed)
  .max(10)
  .refine(
    (embeds) => embeds.map(embedLength).reduce((sum, length) => sum + length, 0) <= MOST_IN_ALL_EMBEDS,
    {
      error: `Embed size exceeds maximum size of ${MOST_IN_ALL_EMBEDS}`,
      params: { code: "MAX_EMBED_SIZE_EXCEEDED" },
    },
  );

const AllowedMentions = z.looseObject({
  parse: z.array(z.enum(["users", "roles", "everyone"])).optional(),
  users: z.array(z.string()).max(100).optional(),
  roles: z.array(z.string()).max(100).optional(),
});

const Form = z.looseObject({
  content: text(2000).nullish(),
  username: text(80).optional(),
  embeds: Embeds.nullish(),
  allowed_mentions: AllowedMentions.nullish(),
});

export type MessageForm = z.infer<typeof Form>;
export type AllowedMentions = z.infer<typeof AllowedMentions>;
export type Embed = z.infer<typeof Embed>;

/** Discord's refusal of a form: its JSON code and, for each wrong field, what is wrong with it. */
export interface FormRefusal {
  readonly code: number;
  readonly message: string;
  readonly errors?: FormErrors;
}

/** `_errors` at the place of each wrong field, below the names that lead to it. */
interface FormErrors {
  [name: string]: FormErrors | { code: string; message: string }[];
}

/** The message in a request's body, or Discord's refusal of it. */
export function readForm(body: string): { readonly form: MessageForm } | { readonly refusal: FormRefusal } {
  const json = parseJson(body);
  if (json === undefined)
    return { refusal: { code: 50109, message: "The request body contains invalid JSON." } };
  const read = Form.safeParse(json);
  if (read.success) return { form: read.data };
  return { refusal: { code: 50035, message: "Invalid Form Body", errors: tree(read.error.issues) } };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function embedLength({ title, description, footer, author, fields = [] }: Embed): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ];
  return texts.map((part) => part?.length ?? 0).reduce((sum, length) => sum + length, 0);
}

type Issue = z.core.$ZodIssue;

function tree(issues: readonly Issue[]): FormErrors {
  const root: FormErrors = {};
  for (const issue of issues) {
    const leaf = issue.path.map(String).reduce<FormErrors>((place, name) => {
      const known = place[name];
      const branch = known === undefined || Array.isArray(known) ? {} : known;
      place[name] = branch;
      return branch;
    }, root);
    const known = leaf["_errors"];
    leaf["_errors"] = [...(Array.isArray(known) ? known : []), formError(issue)];
  }
  return root;
}

function formError(issue: Issue): { code: string; message: string } {
  switch (issue.code) {
    case "too_big":
      return { code: "BASE_TYPE_MAX_LENGTH", message: `Must be ${issue.maximum} or fewer in length.` };
    case "too_small":
      return { code: "BASE_TYPE_REQUIRED", message: "This field is required" };
    case "invalid_value":
      return {
        code: "BASE_TYPE_CHOICES",
        message: `Value must be one of (${issue.values.map(quoted).join(", ")}).`,
      };
    case "custom":
      return { code: String(issue.params?.["code"]), message: issue.message };
    default:
      return issue.input === undefined
        ? { code: "BASE_TYPE_REQUIRED", message: "This field is required" }
        : { code: "BASE_TYPE_BAD_TYPE", message: issue.message };
  }
}

const quoted = (value: unknown) => `'${String(value)}'`;
