import type { AgentChatSession } from "amazon-connect-chatjs";
import { expect, it, vi } from "vitest";
import { createConversation } from "./conversation.js";
import type { ConversationState } from "./conversationState.js";

/** A conversation of an agent whose session does what the test says. */
function converse() {
  const handlers = new Map<string, (event: unknown) => void>();
  const getTranscript = vi.fn<() => Promise<unknown>>();
  const session = new Proxy(
    { getTranscript },
    {
      get: (own, name: string) =>
        name.startsWith("on")
          ? (handler: (event: unknown) => void) => handlers.set(name, handler)
          : own[name as keyof typeof own],
    },
  ) as unknown as AgentChatSession;
  const viewer = { participantId: "me", role: "AGENT", displayName: "Robin" } as const;
  const conversation = createConversation({ session, viewer, isWatched: () => false });
  let state: ConversationState | undefined;
  conversation.subscribe((next) => (state = next));
  return {
    conversation,
    getTranscript,
    tell: (name: string, data: unknown) => handlers.get(name)?.({ data }),
    state: () => state!,
  };
}

it("keeps to itself that a gap could not be loaded whose note was dismissed", async () => {
  const { conversation, getTranscript, tell, state } = converse();
  let fail: (error: Error) => void = () => undefined;
  getTranscript.mockReturnValue(new Promise((_resolve, reject) => (fail = reject)));
  tell("onTranscriptGap", { since: null });
  conversation.loadMissing();
  conversation.dismiss("missing");
  expect(getTranscript).toHaveBeenCalled();
  fail(new Error("no"));
  // All that follows from the refusal has run by the next task.
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(state().missing).toBeUndefined();
});

it("still tells of a gap that came while another was loaded", async () => {
  const { conversation, getTranscript, tell, state } = converse();
  getTranscript.mockResolvedValue({ data: { Transcript: [] } });
  tell("onTranscriptGap", { since: null });
  conversation.loadMissing();
  tell("onTranscriptGap", { since: "2026-01-01T00:00:00.000Z" });
  await vi.waitFor(() => expect(state().late).toEqual({ how: "loaded", count: 0 }));
  expect(state().missing).toEqual({ sinceMs: Date.UTC(2026, 0, 1), status: "known" });
  conversation.dismiss("late");
});

it("shows nobody typing once it is over for the agent, though the chat goes on", () => {
  const { conversation, tell, state } = converse();
  const avery = { ParticipantId: "customer", DisplayName: "Avery" };
  tell("onTyping", avery);
  expect([...state().typists.keys()]).toEqual(["customer"]);
  conversation.end();
  tell("onTyping", avery);
  expect([...state().typists.keys()]).toEqual([]);
});
