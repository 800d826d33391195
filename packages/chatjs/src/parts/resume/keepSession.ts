import { IllegalArgumentError, isRefusal } from "../../errors.js";
import { onAbort } from "../../platform/abort.js";
import type { Platform } from "../../platform/platform.js";
import { placeIn } from "./chatStorage.js";
import type { ChatStorageSource, KeepOptions, Place } from "./chatStorage.js";
import { isExpired, readStoredChat } from "./keptChat.js";
import type { KeptChat } from "./keptChat.js";
import type { Resumable } from "./resumable.js";

/** What a session must have to be kept: the part `resumable`, and what all sessions have. */
export interface ResumableSession extends Resumable {
  /** As that of every session. */
  connect(): Promise<unknown>;
  /** As that of every session. */
  onConnectionEstablished(handler: () => unknown): () => unknown;
  /** As that of every session. */
  onMessage(handler: () => unknown): () => unknown;
  /** As that of every session. */
  onEnded(handler: () => unknown): () => unknown;
  /** With the part `asyncSession`: a session that is closed is kept no further; what was kept stays. */
  readonly closeSignal?: AbortSignal | undefined;
}

/** While items come, what is kept is made new this often. */
const RENEWAL_MS = 60_000;

/** Takes the chat out of its place, where that still holds this one. */
async function removeFrom(place: Place, { contactId }: Pick<KeptChat, "contactId">): Promise<void> {
  if (readStoredChat(await place.read())?.contactId === contactId) await place.remove();
}

/** What forgets each session, one function for each place that it is kept in. */
const keepers = new WeakMap<ResumableSession, (() => Promise<void>)[]>();

/** Keeps the chat in its place from now on. */
function keepIn(place: Place, world: Platform, session: ResumableSession) {
  let kept = session.toJSON();
  const write = () => {
    kept = session.toJSON();
    void place.write(JSON.stringify({ ...kept, ttlMs: place.ttlMs }));
  };
  const releases: (() => unknown)[] = [];
  const stop = () => releases.splice(0).forEach((release) => release());
  const forget = () => {
    stop();
    return removeFrom(place, kept);
  };
  write();
  keepers.set(session, [...(keepers.get(session) ?? []), forget]);
  releases.push(
    world.onVisibilityChange((visible) => {
      if (!visible) write();
    }),
    session.onConnectionEstablished(write),
    session.onMessage(() => {
      if (Math.abs(session.toJSON().keptAtMs - kept.keptAtMs) >= RENEWAL_MS) write();
    }),
    session.onEnded(() => void forget()),
    onAbort(session.closeSignal, stop),
  );
  return { stop, forget };
}

function assertResumable(session: ResumableSession): void {
  if (typeof (session as Partial<ResumableSession> | undefined)?.toJSON !== "function")
    throw new IllegalArgumentError("unable to keep a chat; its session needs the part `resumable`");
}

export function keepSessionOn(
  world: Platform,
  session: ResumableSession,
  storage: ChatStorageSource,
  options?: KeepOptions,
): () => Promise<void> {
  assertResumable(session);
  return keepIn(placeIn(storage, options), world, session).forget;
}

/**
 * Forgets the chat of a session wherever `keepSession` or `resumeSession` keeps it: for a page whose customer signs out without
 * ending the chat. The session goes on, and is kept no more; one that is not kept stays as it is.
 * @returns resolves when the storages have let go of it
 */
export async function forgetSession(session: ResumableSession): Promise<void> {
  await Promise.all((keepers.get(session) ?? []).map((forget) => forget()));
}

export async function readKeptChatOn(
  world: Platform,
  storage: ChatStorageSource,
  options?: KeepOptions,
): Promise<KeptChat | undefined> {
  const place = placeIn(storage, options);
  const stored = readStoredChat(await place.read());
  if (!stored) return undefined;
  const { ttlMs, ...chat } = stored;
  // The one who keeps it and the one who reads it may both say for how long.
  const allowedMs = options?.ttlMs === undefined ? ttlMs : Math.min(ttlMs, place.ttlMs);
  if (!isExpired({ ...stored, ttlMs: allowedMs }, world.nowMs())) return chat;
  await removeFrom(place, stored);
  return undefined;
}

export async function resumeSessionOn<Session extends ResumableSession>(
  world: Platform,
  storage: ChatStorageSource,
  create: (chatDetails: KeptChat) => Session,
  options?: KeepOptions,
): Promise<Session | undefined> {
  const chatDetails = await readKeptChatOn(world, storage, options);
  if (!chatDetails) return undefined;
  const session = create(chatDetails);
  assertResumable(session);
  const { stop, forget } = keepIn(placeIn(storage, options), world, session);
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
