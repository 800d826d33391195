import { IllegalArgumentError, isRefusal } from "../../errors.js";
import { onAbort } from "../../platform/abort.js";
import type { Platform } from "../../platform/platform.js";
import { placeIn } from "./chatStorage.js";
import type { ChatStorageSource, KeepOptions, Place } from "./chatStorage.js";
import { isExpired, readStoredChat } from "./keptChat.js";
import type { KeptChat, StoredChat } from "./keptChat.js";
import { isInChat } from "./resumable.js";
import type { Resumable } from "./resumable.js";

/** What a session must have to be kept: the part `resumable`, and what all sessions have. */
export interface ResumableSession extends Resumable {
  /** As that of every session. */
  connect(): Promise<unknown>;
  /** As that of every session. */
  onConnectionEstablished(handler: () => unknown): () => unknown;
  /** As that of every session. */
  onDeepHeartbeatSuccess(handler: () => unknown): () => unknown;
  /** As that of every session. */
  onEnded(handler: () => unknown): () => unknown;
  /** With the part `asyncSession`: a session that is closed is kept no further; what was kept stays. */
  readonly closeSignal?: AbortSignal | undefined;
}

/** While its socket lives, what is kept is made new this often. */
const RENEWAL_MS = 60_000;

const isOf =
  ({ contactId }: KeptChat) =>
  (text: unknown): boolean =>
    readStoredChat(text)?.contactId === contactId;

/** Takes the chat out of its place, where that still holds this one. */
async function removeFrom(place: Place, chat: KeptChat): Promise<void> {
  await place.removeIf(isOf(chat));
}

/** What forgets each session, one function for each place that it is kept in. By its method: pages hold sessions in proxies. */
const keepers = new WeakMap<Resumable["toJSON"], (() => Promise<void>)[]>();

/**
 * Keeps the chat in its place from now on.
 * @param before what was kept until now: its time goes on to count until the page is in the chat
 */
function keepIn(place: Place, world: Platform, session: ResumableSession, before?: KeptChat) {
  if (typeof (session as Partial<ResumableSession> | undefined)?.toJSON !== "function")
    throw new IllegalArgumentError("unable to keep a chat; its session needs the part `resumable`");
  let kept: KeptChat;
  const write = (chat = session.toJSON()) => {
    kept = chat;
    void place.write(JSON.stringify({ ...kept, ttlMs: place.ttlMs }), isOf(kept));
  };
  let unwatch: () => void = () => undefined;
  const renew = (isDue: boolean) => {
    // The page may have let go of it: it is not held for that. The next connection watches again.
    if (isInChat.get(session.toJSON)?.() === false) unwatch();
    else if (isDue) write();
  };
  const watch = () => {
    unwatch();
    unwatch = world.onVisibilityChange((visible) => renew(!visible));
  };
  const releases: (() => unknown)[] = [];
  const stop = () => releases.splice(0).forEach((release) => release());
  const forget = () => {
    stop();
    return removeFrom(place, kept);
  };
  write(before);
  keepers.set(session.toJSON, [...(keepers.get(session.toJSON) ?? []), forget]);
  watch();
  releases.push(
    () => unwatch(),
    session.onConnectionEstablished(() => {
      watch();
      renew(true);
    }),
    // Not by its messages: these are held for the first handler of the page.
    session.onDeepHeartbeatSuccess(() =>
      renew(Math.abs(session.toJSON().keptAtMs - kept.keptAtMs) >= RENEWAL_MS),
    ),
    session.onEnded(() => void forget()),
  );
  // A session that is closed removes the handlers itself, and not before all of them have heard of the chat's end.
  releases.push(onAbort(session.closeSignal, () => unwatch()));
  return { stop, forget };
}

export function keepSessionOn(
  world: Platform,
  session: ResumableSession,
  storage: ChatStorageSource,
  options?: KeepOptions,
): () => Promise<void> {
  return keepIn(placeIn(storage, options), world, session).forget;
}

/**
 * Forgets the chat of a session wherever `keepSession` or `resumeSession` keeps it: for a page whose customer signs out without
 * ending the chat. The session goes on, and is kept no more, nor is it by other tabs that keep the chat in the same storage; one
 * that is not kept stays as it is.
 * @returns resolves when the storages have let go of it
 */
export async function forgetSession(session: ResumableSession): Promise<void> {
  await Promise.all((keepers.get(session.toJSON) ?? []).map((forget) => forget()));
}

/** With the time that is left to it by who has kept it and who reads it: both may say for how long. */
async function readStored(
  world: Platform,
  storage: ChatStorageSource,
  options?: KeepOptions,
): Promise<StoredChat | undefined> {
  const place = placeIn(storage, options);
  const kept = readStoredChat(await place.read());
  if (!kept) return undefined;
  const stored = { ...kept, ttlMs: Math.min(kept.ttlMs, options?.ttlMs ?? Infinity) };
  if (!isExpired(stored, world.nowMs())) return stored;
  await removeFrom(place, stored);
  return undefined;
}

const chatOf = ({ ttlMs: _ttlMs, ...chat }: StoredChat): KeptChat => chat;

export async function readKeptChatOn(
  world: Platform,
  storage: ChatStorageSource,
  options?: KeepOptions,
): Promise<KeptChat | undefined> {
  const stored = await readStored(world, storage, options);
  return stored && chatOf(stored);
}

export async function resumeSessionOn<Session extends ResumableSession>(
  world: Platform,
  storage: ChatStorageSource,
  create: (chatDetails: KeptChat) => Session,
  options?: KeepOptions,
): Promise<Session | undefined> {
  const stored = await readStored(world, storage, options);
  if (!stored) return undefined;
  const session = create(chatOf(stored));
  const { stop, forget } = keepIn(
    placeIn(storage, { ...options, ttlMs: stored.ttlMs }),
    world,
    session,
    stored,
  );
  try {
    await session.connect();
    return session;
  } catch (error) {
    if (isRefusal(error)) {
      await forget();
      return undefined;
    }
    stop();
    throw error;
  }
}
