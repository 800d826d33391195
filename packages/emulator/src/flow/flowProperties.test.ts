import fc from "fast-check";
import { expect, test } from "vitest";
import { playFlow } from "../../test/playFlow.js";
import type { FlowStep, FlowSteps } from "../index.js";

const ms = fc.integer({ min: 0, max: 5_000 });
const says = fc.constantFrom("a", "b", ".");

/** Any steps, whether they can be done or not. */
const { steps } = fc.letrec<{ steps: FlowSteps; step: FlowStep }>((tie) => ({
  steps: fc.array(tie("step"), { maxLength: 5 }),
  step: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<FlowStep>(
      ...([
        "Hello",
        { do: "queue" },
        { do: "agentJoins" },
        { do: "agentLeaves" },
        { do: "disconnect" },
      ] as const),
      ...([
        { do: "transfer", displayName: "Sam" },
        { do: "authenticate" },
        { do: "play", flow: "default" },
      ] as const),
      ...([
        { do: "afterwards", flow: "interactive" },
        { do: "agentJoins", agent: "robin" },
      ] as const),
      { do: "stream", chunks: "one two three", delayMs: 400 },
    ),
    fc.record({ do: fc.constant("wait" as const), ms }),
    fc.record({ do: fc.constant("say" as const), content: fc.constant("x"), afterMs: ms }),
    fc.record({ do: fc.constant("on" as const), says, steps: tie("steps") }),
    fc.record({ do: fc.constant("on" as const), silentForMs: ms, steps: tie("steps") }),
    fc.record({ do: fc.constant("until" as const), says, timeoutMs: ms, onTimeout: tie("steps") }),
    fc.record({ do: fc.constant("ask" as const), content: fc.constant("?"), otherwise: tie("steps") }),
  ),
}));

test("whatever the steps are, no timer is left when the chat has ended", async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.array(fc.tuple(ms, fc.constantFrom("a", "b", "c")), { maxLength: 4 }),
      async (flow, said) => {
        const { emulator, avery, clock, transcript, state } = await playFlow(flow, {
          agents: {
            robin: {
              displayName: "Robin",
              joinsAfterMs: 700,
              flow: ["Hi", { do: "on", says: ".", steps: ["Yes"] }],
            },
          },
          // The sockets' own timer is over at once.
          socketLingerMs: 0,
        });
        for (const [delayMs, content] of said) {
          // A flow may have ended the chat.
          await avery.callRaw("SendMessage", { Content: content, ContentType: "text/plain" });
          clock.advance(delayMs);
        }
        if (state() !== "ENDED") emulator.control.end(avery.contactId);
        const { length } = transcript(avery.contactId);
        clock.advance(0);
        expect(clock.pendingTimers).toBe(0);
        clock.advance(600_000);
        expect(transcript(avery.contactId)).toHaveLength(length);
      },
    ),
    { numRuns: 200 },
  );
});
