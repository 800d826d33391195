import type { Call } from "../../credentials/credentials.js";
import { abortedError, IllegalArgumentError } from "../../errors.js";
import type { ChatError } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { onAbort, untilAborted } from "../../platform/abort.js";
import type { Abortable, MetadataOption } from "../../session/callTypes.js";
import { connectFailed } from "../../session/connectOutcome.js";
import type { ExtendKit, PlainSession } from "../../session/parts.js";
import { assertSignal } from "./loop.js";

/** The calls of a session that take no signal of their own. */
export interface AbortableCalls {
  connect: PlainSession["connect"];
  disconnectParticipant(args?: Abortable): ReturnType<ExtendKit["disconnectParticipant"]>;
  /** Nobody waits for a connection any more. */
  stop(): void;
}

/** Makes requests abortable that the session's own methods make: `call` stands before the service. */
export interface RequestSignals {
  readonly call: (call: Call) => Call;
  readonly over: (
    methods: Pick<PlainSession, "connect"> &
      Pick<ExtendKit, "platform" | "breakConnection" | "disconnectParticipant">,
    closeSignal: AbortSignal,
  ) => AbortableCalls;
}

export function createRequestSignals(): RequestSignals {
  /** The attempt to connect that somebody waits for, and by how many calls. */
  let attempt: AbortController | undefined;
  let waiting = 0;
  /** Set while a call to leave begins; what it sends is then known by its input, however often it is sent. */
  let leaving: AbortSignal | undefined;
  const leavers = new WeakMap<object, AbortSignal>();

  return {
    call: (call) => (name, input, options) => {
      if (name === "DisconnectParticipant" && leaving) leavers.set(input, leaving);
      const signal = name === "CreateParticipantConnection" ? attempt?.signal : leavers.get(input);
      return call(name, input, signal ? { ...options, signal } : options);
    },
    over: ({ connect, platform, breakConnection, disconnectParticipant }, closeSignal) => ({
      connect<Metadata>(args: MetadataOption<Metadata> & Abortable = {}) {
        assertArgs("connect", args);
        const { signal } = args;
        const metadata = args.metadata || null;
        if (closeSignal.aborted)
          return Promise.reject(connectFailed(new Error("the session was closed. Make a new one"), metadata));
        if (signal?.aborted) return Promise.reject(Object.assign(abortedError(), { metadata }));

        const mine = (attempt ??= new AbortController());
        let isWaiting = true;
        waiting += 1;
        const leave = () => {
          if (!isWaiting) return;
          isWaiting = false;
          waiting -= 1;
          if (waiting === 0) attempt = undefined;
        };
        const connecting = connect(args);
        const stop = onAbort(signal, () =>
          // In a task of its own, as a call that shares an outcome which is there already is not pending.
          platform.queueTask(() => {
            if (!isWaiting) return;
            leave();
            if (waiting > 0) return;
            mine.abort();
            void breakConnection();
          }),
        );
        const settled = connecting.finally(() => {
          leave();
          stop();
        });
        return untilAborted(untilAborted(settled, signal), closeSignal).catch((error: unknown) => {
          throw Object.assign(error as ChatError, { metadata });
        });
      },
      disconnectParticipant(args = {}) {
        assertArgs("disconnectParticipant", args);
        const { signal } = args;
        if (signal?.aborted) return Promise.reject(abortedError());
        leaving = signal;
        try {
          return untilAborted(disconnectParticipant(), signal);
        } finally {
          leaving = undefined;
        }
      },
      stop: () => attempt?.abort(),
    }),
  };
}

/** @throws IllegalArgumentError */
function assertArgs(method: string, args: unknown): asserts args is Abortable {
  if (!isObject(args))
    throw new IllegalArgumentError(`unable to call ${method}; its argument must be an object`, args);
  assertSignal(`call ${method}`, args);
}
