import { stamp } from "./clock.ts";
import type { World } from "./world.ts";

/** A person, a bot or an organization. `login` may change, `id` never does. */
export interface Account {
  readonly id: number;
  login: string;
  readonly type: "User" | "Bot" | "Organization";
  readonly name: string | null;
  readonly email: string;
  readonly createdAt: number;
  /** Slug of the App whose bot this is. */
  readonly app: string | null;
}

export interface AccountOptions {
  readonly id?: number;
  readonly type?: "User" | "Bot";
  readonly name?: string;
  readonly email?: string;
}

/** What it takes to keep accounts. */
type Register = Pick<World, "accounts" | "clock" | "ids">;

const addAccount = (world: Register, account: Omit<Account, "createdAt">): Account => {
  if (findAccount(world, account.login))
    throw new Error(`The sandbox already has an account ${account.login}`);
  const added = { ...account, createdAt: stamp(world.clock) };
  world.accounts.push(added);
  return added;
};

/** Adds a person (or a bot). Fails when the login is taken. */
export const createUser = (world: World, login: string, options: AccountOptions = {}): Account => {
  const id = options.id ?? world.ids("account");
  return addAccount(world, {
    id,
    login,
    type: options.type ?? "User",
    name: options.name ?? null,
    email: options.email ?? `${id}+${login}@users.noreply.github.com`,
    app: null,
  });
};

/** Adds an organization. Fails when the login is taken. */
export const createOrganization = (world: World, login: string, options: { id?: number } = {}): Account => {
  const id = options.id ?? world.ids("account");
  return addAccount(world, {
    id,
    login,
    type: "Organization",
    name: null,
    email: `${login}@example.com`,
    app: null,
  });
};

/** Adds the bot account `slug[bot]` of an App. */
export const createBot = (world: Register, slug: string): Account => {
  const id = world.ids("account");
  const login = `${slug}[bot]`;
  return addAccount(world, {
    id,
    login,
    type: "Bot",
    name: null,
    email: `${id}+${login}@users.noreply.github.com`,
    app: slug,
  });
};

/** Logins are compared without regard to case, as GitHub does. */
export const findAccount = (world: Pick<World, "accounts">, login: string): Account | undefined =>
  world.accounts.find((account) => account.login.toLowerCase() === login.toLowerCase());

/** The account of that login; an unknown one is a mistake in the story. */
export const accountOf = (world: World, login: string): Account => {
  const account = findAccount(world, login);
  if (!account) throw new Error(`The sandbox has no account "${login}": create it with createUser first`);
  return account;
};

/** The account a commit's e-mail address belongs to, if any. */
export const accountByEmail = (world: World, email: string): Account | undefined =>
  world.accounts.find((account) => account.email.toLowerCase() === email.toLowerCase());

/** Gives an account another login, or the same in another spelling; an old one is free for anybody afterwards. */
export const renameUser = (world: World, login: string, newLogin: string): void => {
  const account = accountOf(world, login);
  const holder = findAccount(world, newLogin);
  if (holder && holder !== account) throw new Error(`The sandbox already has an account ${newLogin}`);
  account.login = newLogin;
};
