import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import type {
  AgentChatSession,
  ChatController,
  CustomerChatSession,
} from "../../packages/chatjs/src/session/chatSessionTypes.js";
import { NoActiveConnectionError } from "../../packages/chatjs/src/errors.js";
import { EVENTS } from "../../packages/chatjs/src/session/eventNames.js";
import type { EventName } from "../../packages/chatjs/src/session/eventNames.js";
import type { Dice } from "./dice.js";
import { firstTimeOf } from "./journal.js";
import type { Entry, Journal, Subscription } from "./journal.js";
import { showId } from "./showFrame.js";
import type { Stage } from "./stage.js";
import type { Tab } from "./tab.js";

/** A page's use of one session, and its notes. */
export interface ChatClient {
  readonly journal: Journal;
  readonly controller: ChatController;
  /** Calls connect, and again a few seconds after each failure while the chat goes on. */
  connect(): void;
  send(text: string): void;
  sendFile(name: string): void;
  type(): void;
  /** Tells that the newest message of somebody else was read or delivered. */
  sendReceipt(kind: "read" | "delivered"): void;
  readHistory(): void;
  leave(): void;
}

export interface ChatClientOptions {
  readonly session: CustomerChatSession | AgentChatSession;
  readonly journal: Journal;
  readonly tab: Tab;
  readonly stage: Stage;
  readonly dice: Dice;
  readonly subscription: () => Subscription;
  readonly isChatOver: () => boolean;
}

/** The library reads whole pages of a hundred: that tells its reads from the page's own. */
const PAGE_READ_SIZE = 37;
const itemless: readonly EventName[] = [
  "CONNECTION_ESTABLISHED",
  "CONNECTION_LOST",
  "CONNECTION_BROKEN",
  "RECONNECTING",
  "TRANSCRIPT_GAP",
  "DEEP_HEARTBEAT_SUCCESS",
  "DEEP_HEARTBEAT_FAILURE",
  "CHAT_ENDED",
];
const quiet: readonly EventName[] = ["DEEP_HEARTBEAT_SUCCESS", "DEEP_HEARTBEAT_FAILURE"];

function describe({ name, item, gap }: Entry): string {
  if (gap) return `* ${name} since ${String(gap.since)}, ${gap.reason}`;
  if (!item) return `* ${name}`;
  return `* ${name} ${String(item.ContentType).replace(/^.*event\./, "")} ${showId(item.Id)}`;
}

export function createChatClient(options: ChatClientOptions): ChatClient {
  const { session, journal, tab, stage, dice, isChatOver } = options;
  const { controller } = session;
  let lastOfOthers: ChatItem | undefined;

  /** How far its clock is from the one clock. */
  const readSkewMs = () => tab.platform.nowMs() - stage.clock.nowMs();
  /** What that was when the page went on. */
  let skewMs: number | undefined;

  const tellsDelivery = dice.chance(0.2);
  /** Of the flow's messages there are no receipts. */
  const isOfOther = ({ ParticipantId, ParticipantRole }: ChatItem) =>
    ParticipantId !== journal.seat.participantId && ParticipantRole !== "SYSTEM";

  const note = (name: EventName) => (event: object) => {
    const { data } = event as { readonly data: unknown };
    const entry: Entry = {
      atMs: stage.clock.nowMs(),
      name,
      ...options.subscription(),
      item: itemless.includes(name) ? undefined : (data as ChatItem),
      gap: name === "TRANSCRIPT_GAP" ? (data as Entry["gap"]) : undefined,
    };
    if (skewMs !== undefined && skewMs !== readSkewMs() && !journal.entries.some(({ item }) => item))
      journal.isMisdated = true;
    journal.entries.push(entry);
    const { item } = entry;
    if (item?.Type === "MESSAGE" && isOfOther(item)) {
      lastOfOthers = item;
      if (tellsDelivery) tab.setTimer(dice.between(100, 2_000), () => client.sendReceipt("delivered"));
    }
    if (!quiet.includes(name)) stage.trace?.(journal.name, describe(entry));
  };
  const listen = (name: EventName) => controller.subscribe(name, note(name));
  const throwingHandler = dice.chance(0.1);
  const listensLate = dice.chance(0.1);
  if (dice.chance(0.5)) {
    journal.transcript = [];
    session.onTranscriptUpdated(({ data }) => (journal.transcript = data.transcript));
  }
  journal.listensLate = listensLate;
  for (const { name } of EVENTS) {
    if (name === "TRANSCRIPT_UPDATED") continue;
    if (throwingHandler && !(listensLate && name === "INCOMING_MESSAGE"))
      controller.subscribe(name, () => {
        throw new Error("a page's handler throws");
      });
    if (name !== "INCOMING_MESSAGE" || !listensLate) listen(name);
  }
  if (listensLate) tab.setTimer(dice.between(0, 8_000), () => listen("INCOMING_MESSAGE"));

  const count = (call: string, change: 1 | -1) =>
    journal.pendingCalls.set(call, (journal.pendingCalls.get(call) ?? 0) + change);
  /** Whatever comes of it is noted; what a page is not to see, such as a throw, is the caller's to report. */
  const watch = <Result>(call: string, pending: Promise<Result>, done?: (result: Result) => void) => {
    count(call, 1);
    pending.then(
      (result) => {
        count(call, -1);
        done?.(result);
      },
      (error: unknown) => {
        count(call, -1);
        stage.trace?.(journal.name, `x ${call}: ${String((error as { code?: unknown }).code)}`);
      },
    );
  };

  const wasEstablished = () => firstTimeOf(journal, "CONNECTION_ESTABLISHED") !== undefined;

  const client: ChatClient = {
    journal,
    controller,
    connect() {
      count("connect", 1);
      session.connect().then(
        () => {
          count("connect", -1);
          // Established is told in a later task.
          if (wasEstablished() || controller.getConnectionStatus() === "Established") return;
          journal.goesOnAtMs ??= stage.clock.nowMs();
          skewMs ??= readSkewMs();
        },
        (error: unknown) => {
          count("connect", -1);
          stage.trace?.(journal.name, `x connect: ${(error as Error).message}`);
          if (!isChatOver() && !journal.entries.some(({ name }) => name === "CONNECTION_BROKEN"))
            tab.setTimer(dice.between(5_000, 9_000), client.connect);
        },
      );
    },
    send(text) {
      const sending: Journal["sendings"][number] = {
        text,
        atMs: stage.clock.nowMs(),
        outcome: "pending",
      };
      journal.sendings.push(sending);
      stage.trace?.(journal.name, `sends "${text}"`);
      count("sendMessage", 1);
      session.sendMessage({ message: text, contentType: "text/plain" }).then(
        ({ data }) => {
          count("sendMessage", -1);
          sending.outcome = "accepted";
          sending.id = data.Id;
        },
        (error: unknown) => {
          count("sendMessage", -1);
          sending.outcome = "rejected";
          sending.isUnsaid = error instanceof NoActiveConnectionError;
          stage.trace?.(
            journal.name,
            `x sendMessage "${text}": ${String((error as { code?: unknown }).code)}`,
          );
        },
      );
    },
    sendFile(name) {
      const file: Journal["files"][number] = { name, outcome: "pending" };
      journal.files.push(file);
      stage.trace?.(journal.name, `sends the file ${name}`);
      count("sendAttachment", 1);
      const attachment = new File(["some bytes"], name, { type: "text/plain" });
      const settle = (outcome: typeof file.outcome) => () => {
        count("sendAttachment", -1);
        file.outcome = outcome;
      };
      session.sendAttachment({ attachment }).then(settle("accepted"), settle("rejected"));
    },
    type: () => watch("sendEvent", session.sendEvent({ contentType: eventContentType("typing") })),
    sendReceipt(kind) {
      if (!lastOfOthers) return;
      const content = { messageId: lastOfOthers.Id };
      const contentType = eventContentType(`message.${kind}`);
      watch("sendEvent", session.sendEvent({ contentType, content }));
    },
    readHistory() {
      const atMs = stage.clock.nowMs();
      watch("getTranscript", session.getTranscript({ maxResults: PAGE_READ_SIZE }), ({ data }) => {
        if (data.Transcript?.length && !wasEstablished()) journal.readsFirstAtMs = atMs;
        if (journal.entries.some(({ item }) => item && item.Type !== "MESSAGEMETADATA")) return;
        for (const { Id } of data.Transcript ?? []) if (Id) journal.readIds.add(Id);
      });
    },
    leave: () => watch("disconnectParticipant", controller.disconnectParticipant()),
  };
  return client;
}
