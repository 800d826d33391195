import type { SessionConnection } from "../connection/connection.js";
import type { ConnectionState } from "../connection/connectionState.js";
import { useSnapshot } from "./useSnapshot.js";

interface Shown {
  readonly state: ConnectionState;
}
const NONE: Shown = { state: { name: "idle" } };

/**
 * The connection of a session with the part `connection`; `idle` until there is a session.
 * @example
 * ```tsx
 * const { name } = useConnection(session);
 * return name === "reconnecting" ? <p role="status">You are offline.</p> : null;
 * ```
 */
export const useConnection = (
  session: { readonly connection: SessionConnection } | undefined,
): ConnectionState => useSnapshot(session?.connection, ({ state }) => ({ state }), NONE).state;
