import { createChatJS } from "../../packages/chatjs/src/chatSession.js";
import { asyncSession } from "../../packages/chatjs/src/parts/async/asyncSession.js";
import { connection } from "../../packages/chatjs/src/parts/connection/connection.js";
import { history } from "../../packages/chatjs/src/parts/history/history.js";
import { outbox } from "../../packages/chatjs/src/parts/outbox/outboxPart.js";
import type { Outbox } from "../../packages/chatjs/src/parts/outbox/outboxTypes.js";
import { participants } from "../../packages/chatjs/src/parts/participants/participants.js";
import type { HookedSession } from "../../packages/chatjs/src/parts/react/chatLife.js";
import { reading } from "../../packages/chatjs/src/parts/reading/reading.js";
import type { Platform } from "../../packages/chatjs/src/platform/platform.js";
import { addPartsOn } from "../../packages/chatjs/src/session/addParts.js";
import type { AddedBy, PlainSession } from "../../packages/chatjs/src/session/parts.js";
import { customerSessionOn } from "../../packages/chatjs/src/session/sessionOn.js";
import { ORIGIN } from "./page.js";
import type { ChatDetails } from "./partsSession.js";

/** What a customer's page makes its sessions of. */
export interface ReactSessionKind {
  /** Whether the parts come to a session of the root. */
  readonly isLate: boolean;
  readonly hasOutbox: boolean;
  /** Whether it has `close()`; without, the hooks break the connection. */
  readonly canClose: boolean;
}

const parts = [history, connection, participants, reading] as const;

export type ReactSession = PlainSession &
  AddedBy<typeof parts> &
  HookedSession & { readonly outbox?: Outbox | undefined };

/** A session that the hooks can have. */
export function createReactSession(
  platform: Platform,
  chatDetails: ChatDetails,
  { isLate, hasOutbox, canClose }: ReactSessionKind,
): ReactSession {
  const more = [...(hasOutbox ? [outbox()] : []), ...(canClose ? [asyncSession] : [])] as const;
  if (!isLate)
    return customerSessionOn(platform, { chatDetails, endpoint: ORIGIN, parts: [...parts, ...more] });
  const { ChatSession } = createChatJS(platform);
  ChatSession.setGlobalConfig({ endpoint: ORIGIN });
  const session = ChatSession.create({ type: "CUSTOMER", chatDetails });
  return addPartsOn(platform, session, [...parts, ...more]);
}

type Handler = (...args: readonly never[]) => unknown;
type Subscribe = (handler: Handler) => () => unknown;

const EVENTS = ["onMessage", "onEnded", "onConnectionLost", "onConnectionEstablished"] as const;
const OBSERVED = ["transcript", "connection", "participants", "outbox"] as const;

/** The session as the hooks get it, and how many of their handlers listen to it. */
export function countListeners(session: ReactSession): { session: ReactSession; count(): number } {
  const listening = new Set<object>();
  const watched =
    (subscribe: Subscribe): Subscribe =>
    (handler) => {
      const registration = {};
      const off = subscribe(handler);
      listening.add(registration);
      return () => {
        listening.delete(registration);
        return off();
      };
    };
  // The parts of the session go on with the session itself.
  const watching: Record<string, unknown> = { ...session };
  for (const name of EVENTS) watching[name] = watched(session[name] as Subscribe);
  for (const name of OBSERVED) {
    const part = session[name];
    const onChange = part && watched(part.onChange.bind(part) as Subscribe);
    if (part) watching[name] = Object.create(part, { onChange: { value: onChange } });
  }
  return { session: watching as unknown as ReactSession, count: () => listening.size };
}
