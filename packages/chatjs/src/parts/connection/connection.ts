import { eventTypeOf } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { hearAlong, hearFrames, hearPages } from "../../session/heardItems.js";
import type { Hear } from "../../session/heardItems.js";
import type { OnChange } from "../../session/observedValue.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import type { ConnectionState } from "./connectionState.js";
import { createEndWitness } from "./endWitness.js";
import { followSession } from "./followSession.js";
import type { StateFollower } from "./followSession.js";
import { timeHeartbeats } from "./roundTrips.js";

/** How a session's connection is, at any time. */
export interface SessionConnection {
  /** The same object until it changes. */
  readonly state: ConnectionState;
  /** Calls back after each change of the state, with the new one and the one before. */
  readonly onChange: OnChange<ConnectionState>;
  /**
   * How long the service took to answer the latest heartbeat, in milliseconds; one goes out every ten seconds. Undefined before
   * the first answer, and where the session has no socket of its own or was made without the part.
   */
  readonly lastRoundTripMs: number | undefined;
  /** When that answer came, in milliseconds since the epoch. */
  readonly lastRoundTripAtMs: number | undefined;
}

/** What the part `connection` adds. */
export interface ConnectionAdded {
  readonly connection: SessionConnection;
}

const isTransfer = (item: ChatItem): boolean => eventTypeOf(item.ContentType) === "transfer.succeeded";

/**
 * `session.connection`: one observable state, from before `connect()` to how the chat ended.
 * @example
 * ```ts
 * const session = createCustomerSession({ chatDetails, parts: [connection] });
 * session.connection.onChange(({ name }) => console.log(name));
 * await session.connect();
 * ```
 */
export const connection: SessionPart<ConnectionAdded> = /* @__PURE__ */ definePart<ConnectionAdded>(() => {
  let roundTrip: { readonly durationMs: number; readonly atMs: number } | undefined;
  let hear: Hear = () => undefined;
  let leaving: (pending: Promise<unknown>) => void = () => undefined;
  let follower: StateFollower | undefined;

  return {
    platform: (world) =>
      timeHeartbeats(world, (durationMs) => (roundTrip = { durationMs, atMs: world.nowMs() })),
    call: (call, { participant }) =>
      hearPages(
        (name, input, options) => {
          const pending = call(name, input, options);
          if (name === "DisconnectParticipant") leaving(pending);
          return pending;
        },
        participant,
        (...heard) => hear(...heard),
      ),
    open:
      (open, { participant }) =>
      (getTransport, listener) => {
        const opened = open(getTransport, {
          ...hearFrames(listener, participant, (...heard) => hear(...heard)),
          subscribed() {
            follower?.subscribed();
            return listener.subscribed();
          },
        });
        return {
          ...opened,
          close() {
            opened.close();
            follower?.closed();
          },
        };
      },
    extend(session, kit) {
      const isLate = !kit.perform;
      const witness = createEndWitness(kit.sessionType, !isLate);
      const following = followSession(session, kit, witness, isLate);
      follower = following;
      leaving = witness.leaving;
      const { participantId } = session.getChatDetails();
      hear = (item, isLive) => {
        witness.hear(item);
        // A transcript also has those that came before this agent.
        if (isTransfer(item) && (isLive || item.ParticipantId === participantId)) following.transferred(item);
      };
      // Also where it hears frames: a tab that another one leads has none, if this part stands before `tabs`. What is live comes as
      // frames then; as events, what a recovery has read comes too.
      hearAlong(session, (item, isLive) => hear(item, isLive && isLate));
      const { get, onChange } = following.state;
      const added: SessionConnection = {
        get state() {
          return get();
        },
        onChange,
        get lastRoundTripMs() {
          return roundTrip?.durationMs;
        },
        get lastRoundTripAtMs() {
          return roundTrip?.atMs;
        },
      };
      return { connection: added };
    },
  };
});
