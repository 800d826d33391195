import { eventContentType } from "@amazon-connect-chat/protocol";
import type { Clock } from "../clock.js";
import type { RunFlow } from "../flow/runFlow.js";
import type { Ids } from "../ids.js";
import { createListeners } from "../listeners.js";
import type { Settings } from "../options.js";
import { createAnswerBook } from "./answerBook.js";
import { ChatRefused } from "./chatRefused.js";
import { createRunningTimers } from "./chatTimers.js";
import type { ContactEffect } from "./contactEffects.js";
import { findParticipant, isOver } from "./contact.js";
import type { Contact, Participant, ParticipantRef } from "./contact.js";
import { transition } from "./contactTransition.js";
import type { ContactEvent } from "./contactTransition.js";
import { makeItem } from "./item.js";
import type { Item, ItemDraft, ItemStamp, Sender } from "./item.js";
import { newContact } from "./newContact.js";
import { findPast } from "./persistentChat.js";
import type { PersistentChat } from "./persistentChat.js";
import { requireFreeAgent, requirePlace } from "./places.js";
import { applyReceipt, makeMetadataItem } from "./receipts.js";
import type { NoteChange, RoomSnapshot } from "./records.js";
import { createRoom, newRoom } from "./room.js";
import type { Room } from "./room.js";
import { createRoomBook } from "./roomBook.js";
import { placeSnapshot, takeSnapshot } from "./snapshots.js";
import { createTokenBook } from "./tokenBook.js";
import type { ItemEvent, Speaker, StartedChat, World } from "./world.js";

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
  const itemListeners = createListeners<ItemEvent>();
  const contactListeners = createListeners<Contact>();
  let lastStampMs = 0;

  const roomOf = (contactId: string): Room => {
    const room = rooms.find(contactId);
    if (!room) throw new RangeError("unable to find the contact; its id is unknown");
    return room;
  };

  const stamp = (): ItemStamp => {
    // A clock set back must not put a new item before an old one.
    lastStampMs = Math.max(lastStampMs, clock.nowMs());
    return { id: ids.itemId(lastStampMs), atMs: lastStampMs };
  };

  const announce = ({ contact }: Room, item: Item, before?: Contact) => {
    itemListeners.notify({ contact, item, before });
    return item;
  };

  const tell = (room: Room, draft: ItemDraft, before?: Contact): Item =>
    announce(room, makeItem(room.contact, draft, stamp()), before);

  const record = (
    room: Room,
    draft: ItemDraft,
    { told = true, before }: { readonly told?: boolean; readonly before?: Contact } = {},
  ): Item => {
    const item = makeItem(room.contact, draft, stamp());
    room.transcript.add(item);
    if (told) announce(room, item, before);
    if (draft.sender && draft.type !== "EVENT") room.runningTimers.heard(draft.sender);
    return item;
  };

  const senderOf = (room: Room, { participantId, voice }: Omit<Speaker, "contactId">): Sender => {
    if (participantId === undefined) return voice === "bot" ? room.bot() : room.system;
    const sender = findParticipant(room.contact, participantId);
    if (!sender) throw new RangeError("unable to find the participant; its id is unknown");
    return sender;
  };

  const noteRoom = (room: Room) =>
    note({ is: "room", contactId: room.contact.contactId, room: room.record() });

  const forget = ({ started, contact: { contactId } }: Room) => {
    if (started) chatsByClientToken.delete(started.clientToken);
    tokens.forget(contactId);
    answers.forget(contactId);
    note({ is: "forgotten", contactId });
  };

  const release = (room: Room) => {
    room.timers.cancelAll();
    rooms.retire(room).forEach(forget);
  };

  const run = (room: Room, effect: ContactEffect, before: Contact) => {
    switch (effect.type) {
      case "record":
        record(room, effect.draft, { before });
        return;
      case "tell":
        tell(room, effect.draft, before);
        return;
      case "startFlow":
        runFlow(room.contact, effect.afterwards);
        return;
      case "rehydrate":
        room.timers.set(settings.rehydrationDelayMs, () => {
          room.isPastReadable = true;
          noteRoom(room);
          tell(room, { type: "EVENT", contentType: eventContentType("chat.rehydrated") });
        });
        return;
      case "endSoon":
        room.timers.set(settings.endDelayMs, () => end(room));
        return;
      case "release":
        release(room);
    }
  };

  const apply = (room: Room, event: ContactEvent) => {
    const before = room.contact;
    const { contact, effects } = transition(before, event);
    if (contact === before && effects.length === 0) return;
    room.contact = contact;
    noteRoom(room);
    for (const effect of effects) run(room, effect, before);
    room.runningTimers.contactChanged(room.contact);
    contactListeners.notify(room.contact);
  };

  const makeRoom = (snapshot: RoomSnapshot): Room => {
    const room: Room = createRoom(snapshot, {
      clock,
      ids,
      note,
      runTimers: (timers) =>
        createRunningTimers({
          timers,
          tell: (draft) => void tell(room, draft),
          disconnect: (participantId) => apply(room, { type: "autoDisconnected", participantId }),
        }),
    });
    return room;
  };

  /** Starts the clocks of a chat that has lasted for `ageMs`. */
  const startClocks = (room: Room, ageMs: number) => {
    room.timers.set(settings.connectWindowMs - ageMs, () =>
      apply(room, { type: "connectWindowClosed", atMs: clock.nowMs() }),
    );
    room.timers.set(room.contact.durationMs - ageMs, () => end(room));
  };

  const restoreRoom = (snapshot: RoomSnapshot): Room => {
    const room = makeRoom(snapshot);
    placeSnapshot(room, snapshot, places);
    if (room.started) chatsByClientToken.set(room.started.clientToken, room.started.chat);
    const newest = room.transcript.items.at(-1)?.AbsoluteTime;
    lastStampMs = Math.max(lastStampMs, newest === undefined ? 0 : Date.parse(newest));
    return room;
  };

  const resume = (room: Room) => {
    apply(room, { type: "resumed" });
    const { continuedFromContactId, participants } = room.contact;
    const isHere = participants.some(({ role, state }) => role === "CUSTOMER" && state === "CONNECTED");
    if (continuedFromContactId !== undefined && isHere && !room.isPastReadable)
      run(room, { type: "rehydrate" }, room.contact);
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

  const end = (room: Room) => apply(room, { type: "ended", atMs: clock.nowMs() });

  const post: World["post"] = ({ contactId, by, draft, stored, told = true }) => {
    const room = roomOf(contactId);
    const whole: ItemDraft = { ...draft, sender: by && senderOf(room, by) };
    if (!stored) return tell(room, whole);
    const item = record(room, whole, { told });
    contactListeners.notify(room.contact);
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
      const ref: ParticipantRef = { contactId: ids.uuid(), participantId: ids.uuid() };
      const contact = newContact(request, {
        contactId: ref.contactId,
        customerId: ref.participantId,
        createdAtMs: clock.nowMs(),
        timers: settings.flow.timers,
        outlivesCustomer: settings.agentsStayOnCustomerExit,
        continuedFromContactId: past?.continuedFromContactId,
      });
      const room = makeRoom(newRoom(contact, ids));
      rooms.add(room);
      startClocks(room, 0);
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
      contactListeners.notify(contact);
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
      announce(room, makeMetadataItem(messageId, applied.receipt, atMs));
    },

    snapshot: () => rooms.all().map((room) => takeSnapshot(room, places)),
    restore(snapshots, clocks) {
      const restored = snapshots.map(restoreRoom);
      const ended = restored.filter(({ contact }) => isOver(contact));
      ended
        .sort((one, other) => (one.contact.endedAtMs ?? 0) - (other.contact.endedAtMs ?? 0))
        .forEach(release);
      for (const room of restored.filter(({ contact }) => !isOver(contact))) {
        startClocks(room, clocks === "anew" ? 0 : Math.max(0, clock.nowMs() - room.contact.createdAtMs));
        resume(room);
      }
    },

    onItem: (listener) => itemListeners.add(listener),
    onContact: (listener) => contactListeners.add(listener),
    close() {
      for (const room of rooms.all()) room.timers.cancelAll();
    },
  };
}
