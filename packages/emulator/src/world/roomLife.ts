import { eventContentType } from "@amazon-connect-chat/protocol";
import type { Clock } from "../clock.js";
import type { RunFlow } from "../flow/runFlow.js";
import type { Ids } from "../ids.js";
import { createListeners } from "../listeners.js";
import type { Settings } from "../options.js";
import { createRunningTimers } from "./chatTimers.js";
import { isOver } from "./contact.js";
import type { Contact } from "./contact.js";
import type { ContactEffect } from "./contactEffects.js";
import { transition } from "./contactTransition.js";
import type { ContactEvent } from "./contactTransition.js";
import { makeItem } from "./item.js";
import type { Item, ItemDraft, ItemStamp } from "./item.js";
import type { NoteChange, RoomSnapshot } from "./records.js";
import { createRoom } from "./room.js";
import type { Room } from "./room.js";
import type { ItemEvent } from "./world.js";

/** What happens in rooms: items come to be, contacts change, and what follows from that. */
export interface RoomLife {
  /** A fresh id and time; times never run backwards, nor before `notBefore`. */
  stamp(): ItemStamp;
  notBefore(atMs: number): void;
  /** Tells everyone of an item; `before` is the contact as it was before the change that it tells of. */
  announce(room: Room, item: Item, before?: Contact): Item;
  /** Makes an item that is told and not stored. */
  tell(room: Room, draft: ItemDraft, before?: Contact): Item;
  /** Stores an item, and tells everyone of it unless it is not to be told. */
  record(room: Room, draft: ItemDraft, how?: { readonly told?: boolean; readonly before?: Contact }): Item;
  /** Changes the contact, and lets the effects follow. */
  apply(room: Room, event: ContactEvent): void;
  end(room: Room): void;
  /** A room as it was, whose clocks stand still. */
  makeRoom(snapshot: RoomSnapshot): Room;
  /** Starts the clocks of a chat that has lasted for `ageMs`. */
  startClocks(room: Room, ageMs: number): void;
  /** Lets a room that was restored go on. */
  resume(room: Room): void;
  /** Notes the room itself, for what outlives the process. */
  noteRoom(room: Room): void;
  /** Tells those who watch contacts. */
  showContact(room: Room): void;
  onItem(listener: (event: ItemEvent) => void): () => void;
  onContact(listener: (contact: Contact) => void): () => void;
}

export function createRoomLife({
  clock,
  ids,
  settings,
  runFlow,
  note,
  release,
  forgetOldest,
}: {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly runFlow: RunFlow;
  readonly note: NoteChange;
  /** Takes a room whose contact is over. */
  readonly release: (room: Room) => void;
  /** Forgets contacts that are over when there are more than are kept. */
  readonly forgetOldest: () => void;
}): RoomLife {
  const itemListeners = createListeners<ItemEvent>();
  const contactListeners = createListeners<Contact>();
  let lastStampMs = 0;

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

  const noteRoom = (room: Room) =>
    note({ is: "room", contactId: room.contact.contactId, room: room.record() });

  const showContact = (room: Room) => contactListeners.notify(room.contact);

  const end = (room: Room) => apply(room, { type: "ended", atMs: clock.nowMs() });

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
    showContact(room);
    // Not before everyone knows that it is over: it may be the one to go.
    if (isOver(contact)) forgetOldest();
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

  const startClocks = (room: Room, ageMs: number) => {
    room.timers.set(settings.connectWindowMs - ageMs, () =>
      apply(room, { type: "connectWindowClosed", atMs: clock.nowMs() }),
    );
    room.timers.set(room.contact.durationMs - ageMs, () => end(room));
  };

  const resume = (room: Room) => {
    apply(room, { type: "resumed" });
    const { continuedFromContactId, participants } = room.contact;
    const isHere = participants.some(({ role, state }) => role === "CUSTOMER" && state === "CONNECTED");
    if (continuedFromContactId !== undefined && isHere && !room.isPastReadable)
      run(room, { type: "rehydrate" }, room.contact);
  };

  return {
    stamp,
    notBefore(atMs) {
      lastStampMs = Math.max(lastStampMs, atMs);
    },
    announce,
    tell,
    record,
    apply,
    end,
    makeRoom,
    startClocks,
    resume,
    noteRoom,
    showContact,
    onItem: (listener) => itemListeners.add(listener),
    onContact: (listener) => contactListeners.add(listener),
  };
}
