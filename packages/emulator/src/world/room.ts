import type { View } from "@amazon-connect-chat/protocol";
import type { AttachmentRecord } from "../attachments/attachmentRecord.js";
import type { AuthenticationSession } from "../authentication/authenticationSession.js";
import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import { createTimerScope } from "../timerScope.js";
import type { TimerScope } from "../timerScope.js";
import type { RunningTimers } from "./chatTimers.js";
import type { Contact } from "./contact.js";
import type { Item, Sender } from "./item.js";
import { createPageTokens } from "./pageTokens.js";
import type { PageTokens } from "./pageTokens.js";
import type {
  NoteChange,
  ProcessedRecord,
  RoomEntries,
  RoomList,
  RoomRecord,
  RoomSnapshot,
  StartedOnce,
} from "./records.js";
import { emptyLists } from "./records.js";
import { createShelf } from "./shelf.js";
import type { Shelf } from "./shelf.js";
import { createTranscript } from "./transcript.js";
import type { Transcript } from "./transcript.js";

/** All that belongs to one contact. The members that are not read-only are what is replaced in it. */
export interface Room {
  contact: Contact;
  readonly transcript: Transcript;
  /** Of a persistent chat: what was said before it, oldest first. */
  past: readonly Item[];
  /** Whether the past can be read by now. */
  isPastReadable: boolean;
  readonly pageTokens: PageTokens;
  /** Who speaks for the flow. */
  readonly system: Sender;
  /** Who speaks for the bot of the flow. */
  readonly bot: () => Sender;
  readonly attachments: Shelf<AttachmentRecord>;
  /** The views that were shown, by token. */
  readonly views: Shelf<View>;
  /** The messages that are processed, and those that were, by the id that they have in the transcript. */
  readonly processed: Shelf<ProcessedRecord>;
  readonly authentications: Map<string, AuthenticationSession>;
  /** The ids of messages that the bot is still writing: clients know them, the transcript does not. */
  readonly growing: Set<string>;
  readonly timers: TimerScope;
  readonly runningTimers: RunningTimers;
  /** How it was started, when a repeat is to give the same chat. */
  started: StartedOnce | undefined;
  /** What is kept of it, but for its lists. */
  record(): RoomRecord;
}

/** The room of a contact that has nothing yet. */
export const newRoom = (contact: Contact, ids: Ids): RoomSnapshot => ({
  contact,
  isPastReadable: false,
  systemId: ids.uuid(),
  ...emptyLists(),
});

/** A room as it was; what changes in its lists is noted. */
export function createRoom(
  snapshot: RoomSnapshot,
  given: {
    readonly clock: Clock;
    readonly ids: Ids;
    readonly note: NoteChange;
    readonly runTimers: (timers: TimerScope) => RunningTimers;
  },
): Room {
  const { contactId } = snapshot.contact;
  const noter =
    <List extends RoomList>(list: List) =>
    (entry: RoomEntries[List]) =>
      given.note({ is: "entry", contactId, list, entry } as Parameters<NoteChange>[0]);
  const system = (participantId: string, displayName: string): Sender => ({
    participantId,
    role: "SYSTEM",
    displayName,
  });
  let { botId } = snapshot;
  const timers = createTimerScope(given.clock);
  const noteView = noter("views");
  const noteAttachment = noter("attachments");
  const noteProcessed = noter("processed");

  const room: Room = {
    contact: snapshot.contact,
    transcript: createTranscript({ stored: snapshot.items, onItem: noter("items") }),
    past: snapshot.past,
    isPastReadable: snapshot.isPastReadable,
    pageTokens: createPageTokens({
      records: snapshot.pageTokens,
      makeToken: () => given.ids.token("nt."),
      onIssued: noter("pageTokens"),
    }),
    bot() {
      // Made when it is needed, so that chats without a bot keep the ids that follow from a seed.
      if (botId === undefined) {
        botId = given.ids.uuid();
        given.note({ is: "room", contactId, room: room.record() });
      }
      return system(botId, "BOT");
    },
    attachments: createShelf({
      entries: snapshot.attachments.map((record) => [record.attachmentId, record]),
      onSet: (_, record) => noteAttachment(record),
    }),
    views: createShelf({
      entries: snapshot.views.map(({ token, view }) => [token, view]),
      onSet: (token, view) => noteView({ token, view }),
    }),
    processed: createShelf({
      entries: snapshot.processed.map((record) => [record.id, record]),
      onSet: (_, record) => noteProcessed(record),
    }),
    authentications: new Map(),
    growing: new Set(),
    system: system(snapshot.systemId, "SYSTEM_MESSAGE"),
    timers,
    runningTimers: given.runTimers(timers),
    started: snapshot.started,
    record: () => ({
      contact: room.contact,
      isPastReadable: room.isPastReadable,
      systemId: room.system.participantId,
      botId,
      started: room.started,
    }),
  };
  return room;
}
