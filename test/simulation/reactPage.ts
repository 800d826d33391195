import type { Root } from "react-dom/client";
import { createElement } from "react";
import type { Emulator } from "amazon-connect-chat-emulator";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { Platform } from "../../packages/chatjs/src/platform/platform.js";
import { openReactDocument } from "../../packages/chatjs/test/reactDocument.js";
import { createDice } from "./dice.js";
import { createLink } from "./link.js";
import type { Link } from "./link.js";
import type { ChatDetails } from "./partsSession.js";
import { countListeners, createReactSession } from "./reactSession.js";
import type { ReactSession } from "./reactSession.js";
import { App } from "./reactTree.js";
import type { Desk, View } from "./reactTree.js";
import type { Stage } from "./stage.js";
import { createTab } from "./tab.js";
import type { Tab } from "./tab.js";

/** A word that the customer has written, as no other. */
export interface Draft {
  readonly word: string;
  /** How often it was in the field when that was sent. */
  presses: number;
  /** Whether what held it is gone: the field it stood in, or the session that had it. */
  isGone: boolean;
}

/** What a page has noted of its tree. */
export interface ReactNotes {
  readonly drafts: Draft[];
  /** What is to be announced since somebody listens, and what may be: the listener went when it came. */
  readonly due: ChatItem[];
  readonly mayBeDue: ChatItem[];
  readonly announced: string[];
  heardAtMs: number;
  /** Chats that were begun, and sessions that were asked for. */
  starts: number;
  creates: number;
  mounts: number;
  readonly complaints: string[];
}

export interface ReactPageOptions {
  readonly stage: Stage;
  readonly seed: number;
  readonly emulator: Pick<Emulator, "fetch" | "openSocket">;
  readonly chatDetails: ChatDetails;
  /** Whether the service has the word. */
  readonly hasArrived: (word: string) => boolean;
  readonly escaped: (what: string, error: unknown) => void;
}

/** A customer's page: a React tree with the hooks, in a document. */
export interface ReactPage {
  readonly tab: Tab;
  readonly link: Link;
  readonly notes: ReactNotes;
  readonly view: View;
  readonly isInOne: boolean;
  /** What is shown, if its rows are. */
  readonly session: ReactSession | undefined;
  /** Whether a chat is shown that is open, or becomes so. */
  readonly isOpening: boolean;
  /** Of sessions that were made, those who listen to them. */
  listeners(): number;
  show(view: View): void;
  query(selector: string): HTMLElement | undefined;
  rows(): readonly HTMLElement[];
  /** Presses a button, if it is there. */
  press(name: string): void;
  /** Adds a word to what is in the field, if there is one. */
  write(): void;
  /** Sends what is in the field, with the key, with the form, or twice at once. */
  send(how: "key" | "form" | "twice"): void;
  close(): void;
}

const FAILS = 0.08;

export function openReactPage(options: ReactPageOptions): ReactPage {
  const { stage, seed, emulator, chatDetails } = options;
  const name = "customer";
  const dice = createDice(seed, `react ${name}`);
  const tab = createTab({ name, stage, dice: createDice(seed, `tab ${name}`), escaped: options.escaped });
  const linkDice = createDice(seed, `link ${name}`);
  const link = createLink({ tab, stage, dice: linkDice, emulator, sent: () => undefined });
  const notes: ReactNotes = {
    drafts: [],
    due: [],
    mayBeDue: [],
    announced: [],
    heardAtMs: -Infinity,
    starts: 0,
    creates: 0,
    mounts: 0,
    complaints: [],
  };
  const document = openReactDocument(
    // Nothing that React does takes any time here: it leaves no work for later because of that.
    { queueTask: stage.queueTask, nowMs: stage.clock.nowMs },
    globalsOf(tab, notes),
  );
  const { window } = document;
  const platform: Platform = {
    ...tab.platform,
    globals: {
      document: window.document,
      MutationObserver: window.MutationObserver,
      IntersectionObserver: createObserverOfAll(tab),
      addEventListener: window.addEventListener.bind(window),
      removeEventListener: window.removeEventListener.bind(window),
    },
    fetch: link.fetch,
    openSocket: link.openSocket,
    upload: link.upload,
  };
  const kind = { isLate: dice.chance(0.3), hasOutbox: dice.chance(0.6), canClose: dice.chance(0.5) };
  const listeners: (() => number)[] = [];
  const container = document.addContainer();
  const complain = (error: unknown) => void notes.complaints.push(String((error as Error).stack ?? error));
  const root: Root = document.createRoot(container, {
    onUncaughtError: complain,
    onCaughtError: complain,
    onRecoverableError: complain,
  });
  let view: View = { chat: undefined, hidden: [] };
  let session: ReactSession | undefined;

  const desk: Desk = {
    isStrict: dice.chance(0.5),
    autoStart: dice.chance(0.6),
    isInOne: dice.chance(0.4),
    async create() {
      notes.creates += 1;
      if (dice.chance(0.8))
        await new Promise<void>((resolve) => tab.setTimer(dice.between(0, 3_000), resolve));
      if (dice.chance(FAILS)) throw new Error("unable to start a chat; the shop does not answer");
      const made = countListeners(createReactSession(platform, chatDetails, kind));
      listeners.push(made.count);
      return made.session;
    },
    shows(next) {
      if (next !== session) forget(({ word }) => !inField(word));
      session = next;
    },
    heard(item) {
      notes.due.push(item);
      notes.heardAtMs = stage.clock.nowMs();
    },
    announced(text) {
      stage.trace?.(name, `announces "${text}"`);
      notes.announced.push(text);
    },
    stopsAnnouncing() {
      // What was not announced by now may be so yet, if the component stays.
      notes.mayBeDue.push(...notes.due.splice(0));
    },
    stopsComposing() {
      // The field is gone already.
      forget(({ presses }) => !kind.hasOutbox || presses === 0);
    },
  };
  const query = (selector: string) => container.querySelector<HTMLElement>(selector) ?? undefined;
  const field = () => query("textarea") as HTMLTextAreaElement | undefined;
  const inField = (word: string) => Boolean(field()?.value.includes(word));
  const forget = (isGone: (draft: Draft) => boolean) => {
    for (const draft of notes.drafts)
      if (!options.hasArrived(draft.word) && isGone(draft)) draft.isGone = true;
  };
  const dispatch = (element: Element | undefined, event: Event) => void element?.dispatchEvent(event);
  const bubbles = { bubbles: true, cancelable: true };

  const page: ReactPage = {
    tab,
    link,
    notes,
    isInOne: desk.isInOne,
    get view() {
      return view;
    },
    get session() {
      return session;
    },
    get isOpening() {
      return /starting|open/.test(query("main")?.dataset["status"] ?? "");
    },
    listeners: () => listeners.reduce((sum, count) => sum + count(), 0),
    show(next) {
      const isNew = next.chat !== undefined && next.chat !== view.chat;
      if (isNew) notes.mounts += 1;
      if (isNew && desk.autoStart) notes.starts += 1;
      if (next.chat !== view.chat) forget(() => true);
      view = next;
      stage.trace?.(name, `shows ${JSON.stringify(view)}`);
      root.render(createElement(App, { desk, view }));
    },
    query,
    rows() {
      const rows: HTMLElement[] = [];
      for (let row = query("ol")?.firstElementChild; row; row = row.nextElementSibling)
        rows.push(row as HTMLElement);
      return rows;
    },
    press(button) {
      const element = query(`[data-press="${button}"]`);
      stage.trace?.(name, `presses ${button}${element ? "" : ", which is not there"}`);
      if (button === "start" && element && !page.isOpening) notes.starts += 1;
      dispatch(element, new window.MouseEvent("click", bubbles));
    },
    write() {
      const element = field();
      if (!element) return;
      const word = `word-${notes.drafts.length + 1}.`;
      stage.trace?.(name, `writes ${word}`);
      notes.drafts.push({ word, presses: 0, isGone: false });
      const value = Object.getOwnPropertyDescriptor(window.HTMLTextAreaElement.prototype, "value");
      value?.set?.call(element, [element.value, word].filter(Boolean).join(" "));
      dispatch(element, new window.Event("input", bubbles));
    },
    send(how) {
      const element = field();
      if (!element) return;
      stage.trace?.(name, `sends "${element.value}" with ${how}`);
      if (session)
        for (const draft of notes.drafts) if (element.value.includes(draft.word)) draft.presses += 1;
      if (how === "twice") dispatch(query('[data-press="send"]'), new window.MouseEvent("click", bubbles));
      if (how === "form") dispatch(query("form"), new window.Event("submit", bubbles));
      if (how === "key") dispatch(element, new window.KeyboardEvent("keydown", { key: "Enter", ...bubbles }));
    },
    close() {
      document.close();
    },
  };
  return page;
}

/** The page's clock and its console are the page's own. */
function globalsOf({ platform }: Tab, { complaints }: ReactNotes) {
  const { nowMs, setTimer } = platform;
  const setInterval = (callback: () => void, everyMs: number) => {
    let cancel: () => void = () => undefined;
    const arm = () => {
      cancel = setTimer(() => {
        arm();
        callback();
      }, everyMs);
    };
    arm();
    return () => cancel();
  };
  const setTimeout = (callback: () => void, delayMs: number) => setTimer(callback, delayMs);
  const stop = (cancel: () => void) => cancel();
  const complain = (...args: readonly unknown[]) => void complaints.push(args.map(String).join(" "));
  return {
    setInterval,
    setTimeout,
    clearInterval: stop,
    clearTimeout: stop,
    Date: new Proxy(Date, {
      get: (date, key) => (key === "now" ? nowMs : Reflect.get(date, key)) as unknown,
    }),
    console: { ...console, error: complain, warn: complain },
  };
}

/** Whatever is observed is in view. */
const createObserverOfAll = ({ platform }: Tab) =>
  function (callback: (entries: readonly object[]) => void) {
    const targets = new Set<Element>();
    return {
      observe(target: Element) {
        targets.add(target);
        const room = { intersectionRatio: 1, intersectionRect: { height: 20 }, rootBounds: null };
        platform.queueTask(() => {
          if (targets.has(target)) callback([{ target, isIntersecting: true, ...room }]);
        });
      },
      unobserve: (target: Element) => void targets.delete(target),
      disconnect: () => targets.clear(),
    };
  } as unknown as typeof IntersectionObserver;
