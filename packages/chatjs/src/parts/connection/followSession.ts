import type { ChatItem } from "@amazon-connect-chat/protocol";
import { ChatError } from "../../errors.js";
import { plainText } from "../../lib/plainText.js";
import { createObservedValue } from "../../session/observedValue.js";
import type { ObservedValue } from "../../session/observedValue.js";
import type { ExtendKit, PlainSession } from "../../session/parts.js";
import { beforeLetGo, replaceMethod } from "../../session/replaceMethod.js";
import type { Polling } from "../polling/polling.js";
import { machineIn, nextState } from "./connectionState.js";
import type { ConnectionState, StateEvent } from "./connectionState.js";
import type { EndWitness } from "./endWitness.js";

/** The state of a session's connection, and what the hooks of the part know of it. */
export interface StateFollower {
  readonly state: Pick<ObservedValue<ConnectionState>, "get" | "onChange">;
  /** A subscription is there; the session has yet to hear of it. */
  subscribed(): void;
  /** The session has closed its connection. */
  closed(): void;
  /** The chat goes to another agent, who is told; so that an agent's session may let go of it. */
  transferred(item: ChatItem): void;
}

const FOUND = {
  NeverEstablished: "idle",
  Establishing: "connecting",
  Established: "connected",
  // Lost or let go: the next event tells.
  Broken: "idle",
} as const;

const REASONS = {
  NOT_AUTHORIZED: "the service refused its token",
  REFUSED: "the service refused it",
  FAILED: "there is none to be had",
} as const;

/** Derives the state of a session's connection from its methods and events; all in the order in which the session tells them. */
export function followSession(
  session: PlainSession & Partial<Polling>,
  { platform, getConnectionStatus, sessionType }: ExtendKit,
  witness: EndWitness,
  isLate: boolean,
): StateFollower {
  let machine = machineIn(FOUND[getConnectionStatus()]);
  const state = createObservedValue(machine.state, platform.reportError);
  let calls = 0;
  /** Calls of `connect()` that are under way: their errors tell more than the event does. */
  let callsUnderWay = 0;
  let isReleasing = false;
  let transfer: ChatItem | undefined;
  let polling: Polling["polling"] | undefined;

  const take = (event: StateEvent) => {
    machine = nextState(machine, event);
    state.set(machine.state);
  };
  const inTurn = (event: StateEvent) => platform.queueTask(() => take(event));
  const isLetGo = () => getConnectionStatus() === "Broken";

  const followPolling = () => {
    if (polling || !session.polling) return;
    const found = (polling = session.polling);
    const tell = () => take({ type: "polling", isPolling: found.isPolling });
    // Where polling ends for want of answers, the session tells that it is lost next: that first.
    found.onChange(() => (found.isPolling ? tell() : platform.queueTask(() => platform.queueTask(tell))));
    tell();
  };
  const finishRelease = () => {
    if (isReleasing) take({ type: "released" });
    isReleasing = false;
  };
  const endByTransfer = ({ ParticipantRole }: ChatItem) =>
    take({ type: "ended", by: plainText(ParticipantRole) || undefined, why: "TRANSFERRED" });

  replaceMethod(session, "connect", (connect) => (args) => {
    const pending = connect(args);
    const mine = ++calls;
    followPolling();
    finishRelease();
    take({ type: "called" });
    callsUnderWay += 1;
    pending.then(
      () => (callsUnderWay -= 1),
      // What the session has told before comes first: that the chat is over, perhaps.
      (error: unknown) =>
        platform.queueTask(() => {
          callsUnderWay -= 1;
          if (mine === calls) take({ type: "failed", error: error as ChatError });
        }),
    );
    return pending;
  });
  beforeLetGo(session, () => {
    isReleasing = true;
    platform.queueTask(finishRelease);
  });
  if (isLate)
    replaceMethod(session, "disconnectParticipant", (disconnectParticipant) => () => {
      const pending = disconnectParticipant();
      witness.leaving(pending);
      return pending;
    });

  session.onConnectionEstablished(() => {
    // Who lets go during a recovery is told of its end nevertheless.
    if (!isLetGo()) take({ type: "up" });
  });
  session.onConnectionLost(() => take({ type: "down" }));
  session.onReconnecting(({ data }) => {
    // A manager of the page's own may say less.
    const { attempt = 0, retryAtMs } = data as Partial<typeof data>;
    take({ type: "retrying", attempt, retryAtMs });
  });
  session.onConnectionBroken(({ data }) => {
    if (callsUnderWay) return;
    const why = REASONS[data.reason];
    const message = `unable to keep the connection; ${why}. Call connect() to try afresh`;
    take({ type: "failed", error: new ChatError("CONNECT_FAILED", message, { type: data.reason }) });
  });
  session.onEnded(() => take({ type: "ended", ...witness.endOfChat() }));
  followPolling();

  return {
    state,
    subscribed: () => inTurn({ type: "subscribed" }),
    closed() {
      const before = calls;
      const check = () => {
        // After another connect() it is of that one.
        if (calls !== before || !isLetGo() || machine.link.name === "failed") return;
        if (transfer && sessionType !== "CUSTOMER") endByTransfer(transfer);
        else take({ type: "released" });
      };
      // After the event that says why, if there is one.
      platform.queueTask(() => platform.queueTask(check));
    },
    transferred(item) {
      transfer = item;
      if (isLate && sessionType !== "CUSTOMER" && isLetGo()) endByTransfer(item);
    },
  };
}
