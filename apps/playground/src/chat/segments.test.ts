import { describe, expect, it } from "vitest";
import { contactsOf, segmentsOf } from "./segments.js";

const entry = (key: string, of: { readonly ContactId?: string; readonly RelatedContactId?: string }) => ({
  key,
  id: key,
  atMs: 0,
  item: { Id: key, ...of },
});
const past = (key: string, RelatedContactId: string) => entry(key, { RelatedContactId });
const present = (key: string, ContactId = "present") => entry(key, { ContactId });

describe("segmentsOf", () => {
  it("marks where each earlier contact begins, and then the chat itself", () => {
    const entries = [past("a", "contact-1"), past("b", "contact-1"), past("c", "contact-2"), present("d")];
    expect([...segmentsOf(entries)].map(([key, { text }]) => [key, text])).toEqual([
      ["a", "Earlier contact contact-"],
      ["c", "Earlier contact contact-"],
      ["d", "This chat"],
    ]);
  });

  it("marks nothing in a chat without a past, whatever transfers there were", () => {
    expect(segmentsOf([present("a", "one"), present("b", "two")]).size).toBe(0);
  });
});

describe("contactsOf", () => {
  it("has the contacts of the chat in order, without those before it", () => {
    expect(
      contactsOf([
        past("a", "old"),
        present("b", "one"),
        present("c", "two"),
        present("d", "two"),
        entry("e", {}),
      ]),
    ).toEqual(["one", "two"]);
  });
});
