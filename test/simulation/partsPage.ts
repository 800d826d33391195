import type { Emulator } from "amazon-connect-chat-emulator";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatStorage } from "../../packages/chatjs/src/parts/resume/chatStorage.js";
import { mayCancel } from "../../packages/chatjs/src/parts/signin/signInState.js";
import type { Popup } from "../../packages/chatjs/src/parts/signin/signInPlatform.js";
import { keepSessionOn } from "../../packages/chatjs/src/parts/resume/keepSession.js";
import type { Platform } from "../../packages/chatjs/src/platform/platform.js";
import type { FakeWindow, FakeWindows } from "../../packages/chatjs/test/fakeTabs.js";
import { createDice, pick } from "./dice.js";
import { createLink } from "./link.js";
import type { Link } from "./link.js";
import { listenToParts } from "./partsListening.js";
import { createPartsNotes } from "./partsNotes.js";
import type { PartsNotes } from "./partsNotes.js";
import { createPartsSession } from "./partsSession.js";
import type { ChatDetails, PartsSession } from "./partsSession.js";
import type { Stage } from "./stage.js";
import { createTab } from "./tab.js";
import type { Tab } from "./tab.js";

/** What was given to the outbox of one tab, in order, and what of it is stored. */
export interface PartsQueue {
  readonly stored: Map<string, string>;
  readonly given: string[];
}

export interface PartsPageOptions {
  readonly name: string;
  readonly chatDetails: ChatDetails;
  readonly stage: Stage;
  readonly seed: number;
  readonly emulator: Pick<Emulator, "fetch" | "openSocket">;
  /** What the tabs of one browser share; without, each is for itself. */
  readonly windows: FakeWindows | undefined;
  /** How wrong the clock of the machine is, in milliseconds. */
  readonly skewMs: number;
  /** Of the browser: what is kept there outlives the page. */
  readonly storage: ChatStorage;
  /** What the tab keeps over a reload. */
  readonly queue: PartsQueue;
  /** Whether the parts come to a session of the root. */
  readonly isLate: boolean;
  /** The customer is back from the sign-in page. */
  readonly signedIn: (outcome: "succeeded" | "failed") => void;
  readonly escaped: (what: string, error: unknown) => void;
}

/** A page with a session that has the parts. */
export interface PartsPage {
  readonly name: string;
  readonly tab: Tab;
  readonly link: Link;
  readonly platform: Platform;
  readonly session: PartsSession;
  readonly notes: PartsNotes;
  readonly queue: PartsQueue;
  /** Whether its parts came to a session of the root. */
  readonly isLate: boolean;
  /** Whether it hears the service now: it is there, runs, and was not closed. */
  readonly isLive: boolean;
  connect(): void;
  say(text: string): void;
  /** Says it through the outbox. */
  sayQueued(text: string): void;
  sendFile(name: string): void;
  type(): void;
  /** Answers the newest question. */
  reply(): void;
  /** Signs in, or goes on without, where the flow asks for it. */
  signIn(): void;
  markAllRead(): void;
  loadOlder(): void;
  loadAll(): void;
  close(): void;
  leave(): void;
  /** Is gone, without a word to anybody. */
  kill(tells: boolean): void;
}

export function openPartsPage(options: PartsPageOptions): PartsPage {
  const { name, stage, seed, windows } = options;
  const dice = createDice(seed, `parts ${name}`);
  const notes = createPartsNotes();
  const tab = createTab({
    name,
    stage,
    dice: createDice(seed, `tab ${name}`),
    skewMs: options.skewMs,
    escaped: (what, error) => options.escaped(`${name}: ${what}`, error),
  });
  const link = createLink({
    tab,
    stage,
    dice: createDice(seed, `link ${name}`),
    emulator: options.emulator,
    sent: () => undefined,
  });
  const window: FakeWindow | undefined = windows?.open(
    (callback) =>
      (...args) =>
        tab.enter("the browser", () => callback(...args)),
  );
  const platform: Platform = {
    ...tab.platform,
    globals: { ...window?.globals },
    fetch: link.fetch,
    openSocket: link.openSocket,
    upload: link.upload,
  };
  const session = createPartsSession(
    {
      platform,
      chatDetails: options.chatDetails,
      dice,
      sink: (record) => notes.records.push(record),
      signsIn: {
        openPopup: () => (dice.chance(0.8) ? openPopup() : undefined),
        leave: () => undefined,
        address: () => "",
        storage: () => undefined,
      },
      shelf: {
        getItem: (key) => options.queue.stored.get(key),
        setItem: (key, value) => void options.queue.stored.set(key, value),
        removeItem: (key) => void options.queue.stored.delete(key),
      },
    },
    options.isLate,
  );
  /** A window in which the customer signs in, declines, or does nothing. */
  const openPopup = (): Popup => {
    let closed = false;
    const { signedIn } = options;
    return {
      get closed() {
        return closed;
      },
      go() {
        const outcome = pick(dice, ["succeeded", "failed", undefined] as const);
        tab.setTimer(dice.between(500, 20_000), () => {
          if (outcome) signedIn(outcome);
          closed = dice.chance(0.7);
        });
      },
      close: () => (closed = true),
    };
  };
  let answered = 0;
  const trace = (what: string) => stage.trace?.(name, what);

  const call = (what: string, pending: Promise<unknown>) => {
    const noted: PartsNotes["calls"][number] = { name: what, atMs: stage.clock.nowMs(), isSettled: false };
    notes.calls.push(noted);
    const settle = (error?: unknown) => {
      noted.isSettled = true;
      noted.error = error;
      if (error) trace(`x ${what}: ${String((error as { code?: unknown }).code)}`);
    };
    pending.then(() => settle(), settle);
  };
  const say = (text: string, sending: Promise<unknown>) => {
    const said: PartsNotes["said"][number] = { text, state: "pending" };
    notes.said.push(said);
    call("sendMessage", sending);
    sending.then(
      () => (said.state = "accepted"),
      () => (said.state = "rejected"),
    );
  };
  listenToParts({
    session,
    notes,
    tab,
    stage,
    dice,
    trace,
    failed: () => tab.setTimer(dice.between(1_000, 4_000), page.connect),
    answers(what, data) {
      const { ParticipantRole, Type } = (data ?? {}) as ChatItem;
      if (
        what === "INCOMING_MESSAGE" &&
        Type === "MESSAGE" &&
        ParticipantRole === "AGENT" &&
        dice.chance(0.03)
      )
        page.sayQueued(`${name} queues an answer ${++answered}`);
      if (what === "CONNECTION_LOST" && dice.chance(0.2)) page.connect();
      if (what === "CONNECTION_ESTABLISHED" && dice.chance(0.1)) page.loadOlder();
      if (what !== "CHAT_ENDED" || dice.chance(0.5)) return;
      // All of it too late, and all of it said so.
      call("too late", session.sendMessage({ message: "too late", contentType: "text/plain" }));
      call("too late", session.outbox.sendMessage({ message: "too late", contentType: "text/plain" }).sent);
      call("too late", session.transcript.loadOlder());
      call("connect", session.connect());
      call("too late", session.disconnectParticipant());
      call("too late", session.markAllRead());
      const late = session.files.send(new File(["order"], "late.txt", { type: "text/plain" }));
      call("too late", late.sent);
      call("too late", late.verdict);
    },
  });
  void keepSessionOn(platform, session, options.storage);
  trace("opens");

  const page: PartsPage = {
    name,
    tab,
    link,
    platform,
    session,
    notes,
    queue: options.queue,
    isLate: options.isLate,
    get isLive() {
      return tab.isAlive && !tab.isFrozen && !notes.isClosed;
    },
    connect: () => {
      if (!notes.isClosed) call("connect", session.connect());
    },
    say(text) {
      trace(`says "${text}"`);
      say(text, session.sendMessage({ message: text, contentType: "text/plain" }));
    },
    sayQueued(text) {
      trace(`gives "${text}" to the outbox`);
      options.queue.given.push(text);
      session.outbox.sendMessage({ message: text, contentType: "text/plain" });
    },
    sendFile(fileName) {
      trace(`sends ${fileName}`);
      const transfer = session.files.send(new File(["order"], fileName, { type: "text/plain" }));
      const sent: PartsNotes["files"][number] = { name: fileName, transfer, waits: 0 };
      notes.files.push(sent);
      transfer.onChange(({ name: state }) => {
        trace(`${fileName} is ${state}`);
        if (state === "waiting") sent.waits += 1;
      });
      call("sent", transfer.sent);
      call("verdict", transfer.verdict);
    },
    type: () => call("sendEvent", session.sendEvent({ contentType: eventContentType("typing") })),
    reply() {
      const message = notes.lastQuestion && session.interactive.read(notes.lastQuestion);
      if (message?.templateType !== "QuickReply") return;
      // One of its own: another tab may answer, too.
      const option = message.elements[Number(name.split(".").at(-1)) % message.elements.length];
      if (!option) return;
      trace(`answers "${option.title}"`);
      notes.lastQuestion = undefined;
      say(option.title, message.reply(option));
    },
    signIn() {
      const { state } = session.signIn;
      const doesSo = dice.chance(0.7);
      if (state.name === "offered" && doesSo)
        call("inPopup", session.signIn.inPopup({ redirectUri: "https://shop.example/back" }));
      else if (mayCancel(state) && !doesSo) call("cancel", session.signIn.cancel());
    },
    markAllRead: () => call("markAllRead", session.markAllRead()),
    loadOlder: () => call("loadOlder", session.transcript.loadOlder({ maxResults: dice.between(1, 20) })),
    loadAll: () => call("loadAll", session.transcript.loadAll()),
    close() {
      if (notes.isClosed) return;
      trace("closes its session");
      notes.isClosed = true;
      call("close", session.close());
    },
    leave() {
      notes.isLeaving = true;
      call("disconnectParticipant", session.disconnectParticipant());
    },
    kill(tells) {
      trace("is gone");
      tab.kill();
      window?.close();
      link.kill(tells);
    },
  };
  tab.setTimer(dice.chance(0.5) ? 0 : dice.between(0, 5_000), page.connect);
  return page;
}
