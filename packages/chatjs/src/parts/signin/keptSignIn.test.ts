import { describe, expect, it } from "vitest";
import { createFakeStorage } from "../../../test/fakeStorage.js";
import { forgetSignIn, keepSignIn, readKeptSignIn, readSignInReturn } from "./keptSignIn.js";
import type { SignInStorage } from "./signInPlatform.js";

const kept = { contactId: "c", sessionId: "s", oauthState: "", leftAtMs: 7 };

const KEY = "amazon-connect-chatjs.signIn";
const storageOf = (text: string) => createFakeStorage({ [KEY]: text });
const forbidden = (): never => {
  throw new Error("SecurityError");
};

describe("what a page keeps while the customer signs in", () => {
  it("comes back to its chat alone, until it is forgotten", () => {
    const storage = createFakeStorage();
    expect(keepSignIn(storage, kept)).toBe(true);
    expect([readKeptSignIn(storage, "c"), readKeptSignIn(storage, "other")]).toEqual([kept, undefined]);
    forgetSignIn(storage);
    expect(readKeptSignIn(storage, "c")).toBeUndefined();
  });

  it.each<[string, SignInStorage | undefined]>([
    ["there is no storage", undefined],
    ["it is full", Object.assign(createFakeStorage(), { isFull: true })],
    ["it is forbidden", { getItem: forbidden, setItem: forbidden, removeItem: forbidden }],
    ["it takes nothing", { ...createFakeStorage(), setItem: () => undefined }],
    [
      "it keeps what it had",
      { ...storageOf(JSON.stringify({ ...kept, sessionId: "before" })), setItem: () => undefined },
    ],
  ])("is not there when %s", (_why, storage) => {
    expect(keepSignIn(storage, kept)).toBe(false);
    expect(readKeptSignIn(storage, "c")?.sessionId).not.toBe("s");
    expect(() => forgetSignIn(storage)).not.toThrow();
  });

  it.each([
    "no JSON",
    "null",
    "[]",
    ...Object.keys(kept).map((name) => JSON.stringify({ ...kept, [name]: null })),
    JSON.stringify({ ...kept, leftAtMs: "7" }),
  ])("is none where %s is kept", (text) => {
    expect(readKeptSignIn(storageOf(text), "c")).toBeUndefined();
  });
});

describe("the address that the customer comes back to", () => {
  it.each([
    ["https://shop.example/?code=1&state=a", { name: "code", oauthState: "a" }],
    ["https://shop.example/?code=1", { name: "code", oauthState: "" }],
    [
      "https://shop.example/?error=denied&code=1&state=a",
      { name: "error", oauthState: "a", error: "denied" },
    ],
    ["https://shop.example/?state=a", undefined],
    ["no address", undefined],
  ])("%s", (address, expected) => {
    expect(readSignInReturn(address)).toEqual(expected);
  });

  it("may have an error of any length", () => {
    const long = readSignInReturn(`https://shop.example/?error=${"e".repeat(500)}`);
    expect(long).toMatchObject({ error: "e".repeat(200) });
  });
});
