import { eventTypeOf } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { plainText } from "../../lib/plainText.js";
import { parseTimeMs } from "../../platform/time.js";

/** Somebody in the chat, or who was in it. The object never changes: a change is another object. */
export interface ChatParticipant {
  readonly id: string;
  /** `CUSTOMER`, `AGENT`, `SUPERVISOR`, `CUSTOM_BOT`, or one that the service adds. */
  readonly role: string;
  /** The latest that the service has told; empty when it has told none. */
  readonly displayName: string;
  /** When they joined, the last time, in milliseconds since the epoch; undefined when that was not heard or read. */
  readonly joinedAtMs: number | undefined;
  /** When they left, in milliseconds since the epoch; undefined while they are there. */
  readonly leftAtMs: number | undefined;
  /** Whether they have typed within the last twelve seconds, and have not sent it. */
  readonly isTyping: boolean;
  /** Whether it is the session's own participant. */
  readonly isSelf: boolean;
}

/** What is known of a participant; times are the latest, -Infinity for what has not happened. */
interface Known {
  readonly role: string;
  readonly name: string;
  readonly namedAtMs: number;
  readonly firstAtMs: number;
  readonly joinedAtMs: number;
  readonly leftAtMs: number;
  readonly spokeAtMs: number;
  /** Of the latest typing event. */
  readonly typedAtMs: number;
  /** By the clock of the page: until when to believe it. */
  readonly typesUntilMs: number;
}
export type KnownParticipants = ReadonlyMap<string, Known>;

/** Who types says so every ten seconds at most; without another event, somebody stopped. */
export const TYPING_LIFE_MS = 12_000;
export const NOBODY: KnownParticipants = new Map();

const UNKNOWN: Known = {
  role: "",
  name: "",
  namedAtMs: -Infinity,
  firstAtMs: Infinity,
  joinedAtMs: -Infinity,
  leftAtMs: -Infinity,
  spokeAtMs: -Infinity,
  typedAtMs: -Infinity,
  typesUntilMs: -Infinity,
};

const isTyping = ({ typesUntilMs, typedAtMs, spokeAtMs, leftAtMs }: Known, nowMs: number): boolean =>
  typesUntilMs > nowMs &&
  // A clock that was put back must not keep anybody typing.
  typesUntilMs - nowMs <= TYPING_LIFE_MS &&
  typedAtMs > spokeAtMs &&
  typedAtMs > leftAtMs;

/** Pure: takes an item. The order of items does not count, nor how often one comes. */
export function hearOf(
  known: KnownParticipants,
  item: ChatItem,
  { nowMs, isLive }: { readonly nowMs: number; readonly isLive: boolean },
): KnownParticipants {
  const id = plainText(item.ParticipantId);
  const role = plainText(item.ParticipantRole);
  const type = eventTypeOf(item.ContentType);
  // The flow that speaks is nobody in the chat; who is invited is not there yet; a receipt names its message's author, or nobody.
  if (!id || role === "SYSTEM" || type === "participant.invited" || /META/.test(plainText(item.Type)))
    return known;
  const before = known.get(id) ?? UNKNOWN;
  const atMs = parseTimeMs(item.AbsoluteTime) || nowMs;
  const latest = (happened: boolean, lastMs: number) => (happened ? Math.max(atMs, lastMs) : lastMs);
  const name = plainText(item.DisplayName);
  const isNews = atMs >= before.namedAtMs;
  const isTypingEvent = isLive && type === "typing";
  const after: Known = {
    role: (isNews && role) || before.role || role,
    name: (isNews && name) || before.name || name,
    namedAtMs: latest(name !== "", before.namedAtMs),
    firstAtMs: Math.min(atMs, before.firstAtMs),
    joinedAtMs: latest(type === "participant.joined", before.joinedAtMs),
    leftAtMs: latest(type === "participant.left", before.leftAtMs),
    spokeAtMs: latest(type === "", before.spokeAtMs),
    typedAtMs: latest(isTypingEvent, before.typedAtMs),
    typesUntilMs: isTypingEvent ? nowMs + TYPING_LIFE_MS : before.typesUntilMs,
  };
  return new Map(known).set(id, after);
}

/** Pure: nobody is believed to type any more, as nothing is heard from now on. */
export const nobodyTypes = (known: KnownParticipants): KnownParticipants =>
  new Map([...known].map(([id, each]) => [id, { ...each, typesUntilMs: -Infinity }]));

/** When the next one stops to type, unless there is another event; Infinity where nobody types. */
export const nextExpiryMs = (known: KnownParticipants, nowMs: number): number =>
  Math.min(
    ...[...known.values()].map((each) => (isTyping(each, nowMs) ? each.typesUntilMs : Infinity)),
    Infinity,
  );

const isSame = (one: ChatParticipant | undefined, other: ChatParticipant): boolean =>
  one !== undefined &&
  Object.entries(other).every(([member, value]) => one[member as keyof ChatParticipant] === value);

/** Pure: the list as it is now, by when each was first heard of. What has not changed since `before` is what it was. */
export function listParticipants(
  known: KnownParticipants,
  before: readonly ChatParticipant[],
  { nowMs, selfId }: { readonly nowMs: number; readonly selfId: string },
): readonly ChatParticipant[] {
  const inOrder = [...known].sort(
    ([oneId, one], [otherId, other]) => one.firstAtMs - other.firstAtMs || (oneId < otherId ? -1 : 1),
  );
  const list = inOrder.map(([id, each]): ChatParticipant => {
    const { role, name, joinedAtMs, leftAtMs } = each;
    const now: ChatParticipant = {
      id,
      role,
      displayName: name,
      joinedAtMs: joinedAtMs > -Infinity ? joinedAtMs : undefined,
      leftAtMs: leftAtMs > -Infinity && leftAtMs >= joinedAtMs ? leftAtMs : undefined,
      isTyping: isTyping(each, nowMs),
      isSelf: id === selfId,
    };
    const same = before.find((old) => old.id === id);
    return same && isSame(same, now) ? same : now;
  });
  return list.length === before.length && list.every((each, index) => each === before[index]) ? before : list;
}
