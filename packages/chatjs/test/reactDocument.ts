import { createRequire } from "node:module";
import type * as Jsdom from "jsdom";
import type * as ReactDom from "react-dom/client";

/** What React takes of its surroundings. */
interface Surroundings {
  /** Queues what it does later. */
  queueTask(task: () => void): unknown;
  /** By which it sees that it has worked for too long. */
  nowMs(): number;
}

interface Loaded extends Pick<typeof ReactDom, "createRoot"> {
  readonly window: InstanceType<typeof Jsdom.JSDOM>["window"];
}

/** A document in Node, for React to draw in. */
export interface ReactDocument extends Loaded {
  /** A new element of the document, for a root. */
  addContainer(): HTMLElement;
  /** Takes the page's globals away again. */
  close(): void;
}

const require = createRequire(import.meta.url);
const { performance } = globalThis;
const inNode: Surroundings = { queueTask: setImmediate, nowMs: () => performance.now() };
/** Bundles with a copy of this file have the process's one React in common, and with it this. */
const shared = ((globalThis as { [key: symbol]: unknown })[Symbol.for("reactDocument")] ??= {
  surroundings: inNode,
}) as { surroundings: Surroundings; loaded?: Loaded };

function exchangeGlobals(globals: Readonly<Record<string, unknown>>): () => void {
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return () => {
    for (const [name, descriptor] of before)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
  };
}

function load(): Loaded {
  const { JSDOM } = require("jsdom") as typeof Jsdom;
  const { window } = new JSDOM("", { pretendToBeVisual: true });
  // React looks for a page when it is loaded, and keeps what it finds there.
  const restore = exchangeGlobals({
    ...pageGlobals(window),
    setImmediate: (task: () => void) => shared.surroundings.queueTask(task),
    performance: { now: () => shared.surroundings.nowMs() },
  });
  const { createRoot } = require("react-dom/client") as typeof ReactDom;
  restore();
  return { window, createRoot };
}
const pageGlobals = (window: Loaded["window"]) => ({
  window,
  document: window.document,
  navigator: window.navigator,
});

/**
 * Opens the one document that the process has; `window`, `document` and `navigator` are globals until it is closed.
 * @param given those of Node unless given
 * @param more globals of the page in the place of Node's
 */
export function openReactDocument(
  given: Surroundings = inNode,
  more: Readonly<Record<string, unknown>> = {},
): ReactDocument {
  const loaded = (shared.loaded ??= load());
  const { window } = loaded;
  const restore = exchangeGlobals({ ...pageGlobals(window), ...more });
  shared.surroundings = given;
  return {
    ...loaded,
    addContainer() {
      const container = window.document.createElement("div");
      window.document.body.append(container);
      return container;
    },
    close() {
      window.document.body.replaceChildren();
      shared.surroundings = inNode;
      restore();
    },
  };
}
