import { afterEach, expect, it, vi } from "vitest";
import { createSignInPlatform } from "./signInPlatform.js";

afterEach(() => vi.unstubAllGlobals());

/** A window, and what was done with it. */
function createPopup(href: () => string) {
  const done: string[] = [];
  return {
    done,
    closed: false,
    opener: {} as unknown,
    location: {
      get href() {
        return href();
      },
      replace: (url: string) => void done.push(`go ${url}`),
    },
    close: () => void done.push("close"),
  };
}

it("opens windows that cannot reach the page, and closes those of its origin", () => {
  const popup = createPopup(() => "about:blank");
  const asked: unknown[] = [];
  vi.stubGlobal("open", (...args: unknown[]) => (asked.push(...args), popup));
  const opened = createSignInPlatform().openPopup("popup,width=1");
  expect(asked).toEqual(["about:blank", "_blank", "popup,width=1"]);
  expect(popup.opener).toBeNull();
  opened?.go("https://login.example/");
  opened?.close();
  expect([opened?.closed, popup.done]).toEqual([false, ["go https://login.example/", "close"]]);
});

it("leaves windows of another origin alone", () => {
  const popup = createPopup(() => {
    throw new DOMException("blocked", "SecurityError");
  });
  vi.stubGlobal("open", () => popup);
  createSignInPlatform().openPopup("")?.close();
  expect(popup.done).toEqual([]);
});

it("tells of windows that are blocked", () => {
  vi.stubGlobal("open", () => null);
  expect(createSignInPlatform().openPopup("")).toBeUndefined();
});

it("does without a page", () => {
  // Node 26 has one.
  vi.stubGlobal("sessionStorage", undefined);
  const place = createSignInPlatform();
  expect(place.openPopup("")).toBeUndefined();
  expect(place.address()).toBe("");
  expect(place.storage()).toBeUndefined();
  expect(() => place.leave("https://login.example/")).not.toThrow();
});

it("takes the page's address and storage", () => {
  const left: string[] = [];
  const sessionStorage = {};
  vi.stubGlobal("location", { href: "https://shop.example/", assign: (url: string) => left.push(url) });
  vi.stubGlobal("sessionStorage", sessionStorage);
  const place = createSignInPlatform();
  place.leave("https://login.example/");
  expect([place.address(), left, place.storage()]).toEqual([
    "https://shop.example/",
    ["https://login.example/"],
    sessionStorage,
  ]);
});

it("has no storage where it may not be used", () => {
  Object.defineProperty(globalThis, "sessionStorage", {
    configurable: true,
    get() {
      throw new DOMException("forbidden", "SecurityError");
    },
  });
  try {
    expect(createSignInPlatform().storage()).toBeUndefined();
  } finally {
    Reflect.deleteProperty(globalThis, "sessionStorage");
  }
});
