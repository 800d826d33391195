import type { ChatItem } from "@amazon-connect-chat/protocol";
import { afterEach, expect, it, vi } from "vitest";
import { renderHook } from "../../../test/renderHook.js";
import type { RenderedHook } from "../../../test/renderHook.js";
import { useAnnouncer } from "./useAnnouncer.js";
import type { AnnouncedSession } from "./useAnnouncer.js";

let announcer: RenderedHook<string> | undefined;
afterEach(() => {
  announcer?.unmount();
  announcer = undefined;
});

/** An announcer, what it has shown in order, and the ways to say something. */
async function listen(useWords: () => Readonly<Record<string, string>> = () => ({})) {
  const handlers = new Set<(event: { readonly data: ChatItem }) => unknown>();
  const ends = new Set<() => unknown>();
  const session: AnnouncedSession = {
    getChatDetails: () => ({ participantId: "customer" }),
    onMessage(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    onEnded(handler) {
      ends.add(handler);
      return () => ends.delete(handler);
    },
    onConnectionLost: () => () => undefined,
    onConnectionEstablished: () => () => undefined,
  };
  const shown: string[] = [];
  announcer = await renderHook(() => {
    const text = useAnnouncer(session, useWords());
    if (text && text !== shown.at(-1)) shown.push(text);
    return text;
  });
  const say = (Content: string, more: Partial<ChatItem> = {}) => {
    const data = {
      Type: "MESSAGE",
      ParticipantId: "agent",
      DisplayName: "Robin",
      Content,
      ...more,
    } as ChatItem;
    handlers.forEach((handler) => handler({ data }));
  };
  const end = () => ends.forEach((handler) => handler());
  const until = (...texts: readonly string[]) => vi.waitFor(() => expect(shown).toEqual(texts), 15_000);
  return { say, end, until, shown };
}

it("says all that comes at once, a line each", async () => {
  const { say, until } = await listen();
  for (const text of ["one", "two", "three"]) say(text);
  await until("Robin: one", "Robin: two\nRobin: three");
});

it("shows the same words as another text, so that they are spoken again", async () => {
  const { say, until } = await listen();
  say("yes");
  await until("Robin: yes");
  say("yes");
  await until("Robin: yes", "Robin: yes\u00a0");
  say("yes");
  await until("Robin: yes", "Robin: yes\u00a0", "Robin: yes");
});

it("says nothing of one's own words, and nothing of those that are still being written", async () => {
  const { say, until } = await listen();
  say("mine", { ParticipantId: "customer" });
  say("a pie", { MessageMetadata: { MessageCompleted: false } });
  say("a piece");
  await until("Robin: a piece");
});

it("loses nothing when the page's words change meanwhile", async () => {
  let said = "{name}: {text}";
  const { say, end, until } = await listen(() => ({ said }));
  say("one");
  said = "{name} says {text}";
  say("two");
  await until("Robin: one", "Robin: two");
  say("three");
  end();
  await until("Robin: one", "Robin: two", "Robin says three\nThe chat has ended");
});
