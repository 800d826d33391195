import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { requireBundles } from "../support/bundles.js";
import { customerChatTests } from "../support/customerChat.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";

/** Pages whose frameworks and older libraries wrap, freeze and replace things: what they do before the library comes, and after. */
const PAGES: Readonly<Record<string, { readonly before?: string; readonly after?: string }>> = {
  /** As Vue, MobX and Svelte have their state. */
  "that has sessions, arguments and events in deep proxies": {
    after: `
      const proxies = new WeakMap();
      const wrap = (value) => {
        const tag = Object.prototype.toString.call(value);
        if (tag !== "[object Object]" && tag !== "[object Array]") return value;
        if (!proxies.has(value))
          proxies.set(value, new Proxy(value, { get: (target, key, self) => wrap(Reflect.get(target, key, self)) }));
        return proxies.get(value);
      };
      pass(wrap);`,
  },
  /** As Immer has it, and with it Redux Toolkit. */
  "that freezes sessions, arguments and events": {
    after: `
      const freeze = (value) => {
        if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
        Object.freeze(value);
        for (const key of Reflect.ownKeys(value)) freeze(value[key]);
        return value;
      };
      pass(freeze);`,
  },
  "whose arguments and handlers are a frame's": {
    after: `
      const frame = document.body.appendChild(document.createElement("iframe")).contentWindow;
      pass(
        (value) => (typeof value === "object" && !Object.isFrozen(value) && !value.connect
          ? frame.JSON.parse(JSON.stringify(value)) : value),
        (handler) => frame.Function("handler", "return (...args) => handler(...args)")(handler),
      );`,
  },
  /** As after the lockdown of SES. */
  "where all that the language brings is frozen": {
    before: `
      for (const name of Object.getOwnPropertyNames(globalThis)) {
        const { value } = Object.getOwnPropertyDescriptor(globalThis, name);
        if (!/^[A-Z]/.test(name) || (typeof value !== "function" && typeof value !== "object")) continue;
        Object.freeze(value);
        Object.freeze(value.prototype);
      }`,
  },
  /** As by Prototype, MooTools, Datejs, and the first libraries of promises. */
  "where libraries have replaced and added built-ins": {
    before: `
      Object.prototype.each = Function.prototype.method = String.prototype.test = function () {};
      Array.prototype.contains = function () {};
      Array.from = (list) => Array.prototype.slice.call(list);
      Date.parse = () => null;
      delete Promise.prototype.finally;
      Object.defineProperty(crypto, "randomUUID", { value: undefined });`,
  },
};

const SCRIPT = `
  function pass(through, handled = (handler) => handler) {
    const { create } = connect.ChatSession;
    connect.ChatSession.create = (args) => {
      const session = through(create(through(args)));
      const wrapped = {};
      for (const [name, method] of Object.entries(session)) {
        if (typeof method !== "function") wrapped[name] = method;
        else if (/^on[A-Z]/.test(name))
          wrapped[name] = (handler, ...rest) => method(handled((event, name) => handler(through(event), name)), ...rest);
        else wrapped[name] = (...args) => method(...args.map(through));
      }
      return through(wrapped);
    };
  }`;
const pathOf = (index: number) => `/page${index}`;
const documents = Object.fromEntries(
  Object.values(PAGES).map(({ before = "", after = "" }, index) => [
    pathOf(index),
    `<!doctype html><body><script>${before}</script><script src="/script.js"></script><script>${SCRIPT}${after}</script>`,
  ]),
);

let browser: Browser;
let origin: Origin;
beforeAll(async () => {
  requireBundles();
  origin = await serveOrigin(documents);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await origin.close();
});

Object.keys(PAGES).forEach((title, index) =>
  customerChatTests(
    `a customer in a page ${title}`,
    async () => {
      const page = await browser.newPage();
      const complaints = complaintsOf(page);
      await page.goto(origin.url(pathOf(index)));
      return {
        complaints,
        run: (script, argument) => page.evaluate(script as never, argument as never),
        close: () => page.close(),
      };
    },
    { hurries: true },
  ),
);
