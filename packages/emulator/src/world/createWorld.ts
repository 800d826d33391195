import type { Clock } from "../clock.js";
import type { RunFlow } from "../flow/runFlow.js";
import type { Ids } from "../ids.js";
import { createListeners } from "../listeners.js";
import type { Settings } from "../options.js";
import { createAnswerBook } from "./answerBook.js";
import { ChatRefused } from "./chatRefused.js";
import { findParticipant, isOver } from "./contact.js";
import type { Participant, ParticipantRef } from "./contact.js";
import type { Item, ItemDraft, Sender } from "./item.js";
import { newContact } from "./newContact.js";
import { findPast } from "./persistentChat.js";
import type { PersistentChat } from "./persistentChat.js";
import { requireFreeAgent, requirePlace } from "./places.js";
import { applyReceipt, makeMetadataItem } from "./receipts.js";
import type { NoteChange, RoomSnapshot } from "./records.js";
import { newRoom } from "./room.js";
import type { Room } from "./room.js";
import { createRoomBook } from "./roomBook.js";
import { createRoomLife } from "./roomLife.js";
import { placeSnapshot, takeSnapshot } from "./snapshots.js";
import { createTokenBook } from "./tokenBook.js";
import type { Speaker, StartedChat, World } from "./world.js";

export interface WorldParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly runFlow: RunFlow;
  /** Told of all that outlives the process. @defaultValue nobody */
  readonly note?: NoteChange | undefined;
}

/** An empty world. */
export function createWorld({ clock, ids, settings, runFlow, note = () => undefined }: WorldParts): World {
  const rooms = createRoomBook(settings.limits.keptEndedContacts);
  const chatsByClientToken = new Map<string, StartedChat>();
  const answers = createAnswerBook((contactId, entry) =>
    note({ is: "entry", contactId, list: "answers", entry }),
  );
  const tokens = createTokenBook({
    ids,
    clock,
    tokenLifetimeMs: settings.tokenLifetimeMs,
    note: (contactId, entry) => note({ is: "entry", contactId, list: "tokens", entry }),
  });
  const places = { rooms, tokens, answers };
  const forgottenListeners = createListeners<string>();
  const roomOf = (contactId: string): Room => {
    const room = rooms.find(contactId);
    if (!room) throw new RangeError("unable to find the contact; its id is unknown");
    return room;
  };

  const forget = ({ started, contact: { contactId } }: Room) => {
    if (started) chatsByClientToken.delete(started.clientToken);
    tokens.forget(contactId);
    answers.forget(contactId);
    note({ is: "forgotten", contactId });
    forgottenListeners.notify(contactId);
  };

  const release = (room: Room) => {
    room.timers.cancelAll();
    rooms.retire(room);
  };
  const forgetOldest = () => rooms.dropOldest().forEach(forget);

  const life = createRoomLife({ clock, ids, settings, runFlow, note, release, forgetOldest });
  const { stamp, apply, end, noteRoom } = life;

  const senderOf = (room: Room, { participantId, voice }: Omit<Speaker, "contactId">): Sender => {
    if (participantId === undefined) return voice === "bot" ? room.bot() : room.system;
    const sender = findParticipant(room.contact, participantId);
    if (!sender) throw new RangeError("unable to find the participant; its id is unknown");
    return sender;
  };

  const restoreRoom = (snapshot: RoomSnapshot): Room => {
    const room = life.makeRoom(snapshot);
    placeSnapshot(room, snapshot, places);
    if (room.started) chatsByClientToken.set(room.started.clientToken, room.started.chat);
    const newest = room.transcript.items.at(-1)?.AbsoluteTime;
    if (newest !== undefined) life.notBefore(Date.parse(newest));
    return room;
  };

  const setPast = (room: Room, items: readonly Item[]) => {
    room.past = items;
    const { contactId } = room.contact;
    for (const entry of items) note({ is: "entry", contactId, list: "past", entry });
  };

  const pastOf = (persistentChat: PersistentChat) =>
    findPast(
      rooms.find(persistentChat.sourceContactId),
      persistentChat,
      settings.limits.pastTranscriptSizeBytes,
    );

  /** Takes an agent out of a chat; the next contact begins when the next one joins. */
  const handOn = (
    { contactId, participantId }: ParticipantRef,
    participant?: Participant,
  ): { readonly contactId: string; readonly nextContactId: string } => {
    const room = roomOf(contactId);
    const nextContactId = ids.uuid();
    apply(room, { type: "transferred", participantId, participant, nextContactId });
    if (room.contact.nextContactId === nextContactId) rooms.addContactId(nextContactId, room);
    return { contactId: room.contact.contactId, nextContactId };
  };

  const requireFree = (agentId: string) =>
    requireFreeAgent(
      rooms.all().map(({ contact }) => contact),
      agentId,
      settings.limits,
    );

  const post: World["post"] = ({ contactId, by, draft, stored, told = true }) => {
    const room = roomOf(contactId);
    const whole: ItemDraft = { ...draft, sender: by && senderOf(room, by) };
    if (!stored) return life.tell(room, whole);
    const item = life.record(room, whole, { told });
    life.showContact(room);
    return item;
  };

  const say: World["say"] = ({ contactId, ...by }, message) =>
    post({ contactId, by, draft: { type: "MESSAGE", ...message }, stored: true });

  return {
    answers,
    contacts: () => rooms.all().map(({ contact }) => contact),
    room: (contactId) => rooms.find(contactId),

    startChat(request) {
      const { clientToken } = request;
      const first = clientToken === undefined ? undefined : chatsByClientToken.get(clientToken);
      if (first) return first;
      if (rooms.activeCount >= settings.limits.activeChats)
        throw new ChatRefused("tooManyChats", "there are as many chats as there may be");
      const past = request.persistentChat && pastOf(request.persistentChat);
      const relatedId = request.relatedContactId ?? request.persistentChat?.sourceContactId;
      const related = relatedId === undefined ? undefined : rooms.find(relatedId)?.contact;
      const attributes = { ...related?.attributes, ...request.attributes };
      const ref: ParticipantRef = { contactId: ids.uuid(), participantId: ids.uuid() };
      const contact = newContact(
        { ...request, attributes },
        {
          contactId: ref.contactId,
          customerId: ref.participantId,
          createdAtMs: clock.nowMs(),
          timers: settings.flow.timers,
          outlivesCustomer: settings.agentsStayOnCustomerExit,
          continuedFromContactId: past?.continuedFromContactId,
        },
      );
      const room = life.makeRoom(newRoom(contact, ids));
      rooms.add(room);
      life.startClocks(room, 0);
      if (past) setPast(room, past.items);
      const { token: participantToken } = tokens.issue("participantToken", ref);
      const chat: StartedChat = {
        ...ref,
        initialContactId: contact.initialContactId,
        participantToken,
        ...(past && { continuedFromContactId: past.continuedFromContactId }),
      };
      if (clientToken !== undefined) {
        chatsByClientToken.set(clientToken, chat);
        room.started = { clientToken, chat };
      }
      noteRoom(room);
      life.showContact(room);
      return chat;
    },

    continueFrom(contactId, persistentChat) {
      const room = roomOf(contactId);
      if (room.contact.continuedFromContactId !== undefined)
        throw new ChatRefused("wrongSource", "the chat goes on from a past one already");
      const { continuedFromContactId, items } = pastOf(persistentChat);
      setPast(room, items);
      apply(room, { type: "continued", fromContactId: continuedFromContactId });
      return continuedFromContactId;
    },

    issueToken: (kind, ref) => tokens.issue(kind, ref),
    judgeToken: (kind, token) => tokens.judge(kind, token),
    tokenOwner: (token) => tokens.ownerOf(token),
    expireTokens: (expiry) => tokens.expire(expiry),
    mayAct({ contactId, participantId }) {
      const contact = rooms.find(contactId)?.contact;
      if (!contact || isOver(contact)) return false;
      const participant = findParticipant(contact, participantId);
      return participant !== undefined && participant.state !== "LEFT";
    },

    invite(contactId, { displayName, agentId, role = "AGENT" }) {
      const room = roomOf(contactId);
      requirePlace(room.contact, role, settings.limits);
      if (role === "AGENT" && agentId !== undefined) requireFree(agentId);
      const participantId = ids.uuid();
      apply(room, {
        type: "invited",
        participant: { participantId, role, displayName, agentId, state: "INVITED" },
      });
      return { contactId, participantId };
    },
    ring: ({ contactId, participantId }) => apply(roomOf(contactId), { type: "rang", participantId }),
    accept: ({ contactId, participantId }) => apply(roomOf(contactId), { type: "accepted", participantId }),
    connect: ({ contactId, participantId }) => apply(roomOf(contactId), { type: "connected", participantId }),
    leave: ({ contactId, participantId }) => apply(roomOf(contactId), { type: "left", participantId }),
    setAfterwards: (contactId, flow) => apply(roomOf(contactId), { type: "afterwardsSet", flow }),
    queue: (contactId) => apply(roomOf(contactId), { type: "queued" }),
    rename: ({ contactId, participantId }, displayName) =>
      apply(roomOf(contactId), { type: "renamed", participantId, displayName }),
    setTimers: (contactId, timers) => apply(roomOf(contactId), { type: "timersSet", timers }),
    barge: ({ contactId, participantId }, isBarged) =>
      apply(roomOf(contactId), { type: "barged", participantId, isBarged }),
    transfer(from, agent) {
      requireFree(agent.agentId);
      const participantId = ids.uuid();
      const { contactId, nextContactId } = handOn(from, {
        participantId,
        role: "AGENT",
        ...agent,
        state: "INVITED",
      });
      return { ref: { contactId, participantId }, nextContactId };
    },
    requeue: (from) => handOn(from).nextContactId,
    end: (contactId) => end(roomOf(contactId)),

    stamp,
    say,
    post,
    signal: ({ contactId, ...by }, contentType) =>
      post({ contactId, by, draft: { type: "EVENT", contentType }, stored: false }),
    receive({ contactId, participantId }, { kind, messageId }) {
      const room = roomOf(contactId);
      const message = room.transcript.find(messageId);
      if (!message) throw new RangeError("unable to find the message; its id is unknown");
      const { atMs } = stamp();
      const applied = applyReceipt(message, { kind, recipientParticipantId: participantId, atMs });
      if (!applied) return;
      room.transcript.replace(applied.message);
      life.announce(room, makeMetadataItem(messageId, applied.receipt, atMs));
    },

    snapshot: () => rooms.all().map((room) => takeSnapshot(room, places)),
    restore(snapshots, clocks) {
      const restored = snapshots.map(restoreRoom);
      const ended = restored.filter(({ contact }) => isOver(contact));
      ended
        .sort((one, other) => (one.contact.endedAtMs ?? 0) - (other.contact.endedAtMs ?? 0))
        .forEach(release);
      forgetOldest();
      for (const room of restored.filter(({ contact }) => !isOver(contact))) {
        life.startClocks(room, clocks === "anew" ? 0 : Math.max(0, clock.nowMs() - room.contact.createdAtMs));
        life.resume(room);
      }
    },

    onItem: life.onItem,
    onContact: life.onContact,
    onForgotten: (listener) => forgottenListeners.add(listener),
    close() {
      for (const room of rooms.all()) room.timers.cancelAll();
    },
  };
}
