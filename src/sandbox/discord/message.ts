import type { AllowedMentions, Embed, MessageForm } from "./form.ts";
import { type Pings, pingsOf } from "./mentions.ts";

export interface Webhook {
  readonly id: string;
  readonly token: string;
  readonly name: string;
  readonly guildId: string;
  readonly channelId: string;
  /** Where it is executed, below the URL that Discord is mounted at. */
  readonly path: string;
}

/** A message as people in the channel see it. */
export interface Message {
  readonly id: string;
  readonly webhookId: string;
  readonly channelId: string;
  readonly username: string;
  readonly content: string;
  readonly embeds: readonly Embed[];
  /** As sent; null when it was left out. */
  readonly allowedMentions: AllowedMentions | null;
  readonly pings: Pings;
  readonly postedAt: number;
  readonly editedAt: number | null;
}

export function messageFrom(
  { id, name, channelId }: Webhook,
  form: MessageForm,
  made: { id: string; at: number },
): Message {
  const content = form.content ?? "";
  const allowedMentions = form.allowed_mentions ?? null;
  return {
    id: made.id,
    webhookId: id,
    channelId,
    username: form.username ?? name,
    content,
    embeds: form.embeds ?? [],
    allowedMentions,
    pings: pingsOf(content, allowedMentions),
    postedAt: made.at,
    editedAt: null,
  };
}

/** The message with the fields of the form in the place of its own; a field left out stays. */
export function edited(message: Message, form: MessageForm, at: number): Message {
  const content = form.content === undefined ? message.content : (form.content ?? "");
  const embeds = form.embeds === undefined ? message.embeds : (form.embeds ?? []);
  const allowedMentions = form.allowed_mentions ?? null;
  return {
    ...message,
    content,
    embeds,
    allowedMentions,
    pings: pingsOf(content, allowedMentions),
    editedAt: at,
  };
}

export function isEmpty({ content, embeds }: Pick<Message, "content" | "embeds">): boolean {
  return content.trim() === "" && embeds.length === 0;
}

/** Discord's message object. It names the channel but not the guild. */
export function messageJson(message: Message): object {
  const { id, channelId, webhookId, username, content, embeds, pings } = message;
  return {
    id,
    type: 0,
    content,
    channel_id: channelId,
    author: { id: webhookId, username, avatar: null, discriminator: "0000", bot: true },
    attachments: [],
    embeds: embeds.map((embed) => ({ type: "rich", ...embed })),
    mentions: pings.users.map((user) => ({ id: user, username: user, discriminator: "0", avatar: null })),
    mention_roles: pings.roles,
    mention_everyone: pings.everyone,
    pinned: false,
    tts: false,
    timestamp: new Date(message.postedAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    flags: 0,
    components: [],
    webhook_id: webhookId,
  };
}

/** Discord's incoming webhook object, as its token alone may read it. */
export function webhookJson({ id, token, name, guildId, channelId }: Webhook): object {
  return {
    id,
    type: 1,
    name,
    avatar: null,
    guild_id: guildId,
    channel_id: channelId,
    application_id: null,
    token,
  };
}
