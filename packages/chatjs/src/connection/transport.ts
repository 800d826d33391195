import { SOCKET_TIMES } from "@amazon-connect-chat/protocol";

/** Where the next socket is to be opened: what a transport function resolves with. */
export interface WebSocketTransport {
  readonly url: string;
  /** Seconds after which the socket is to be replaced; 3540 when absent or below 300. */
  readonly transportLifeTimeInSeconds?: number | undefined;
  readonly expiry?: string | null | undefined;
}

/** Asks for a fresh URL. Called for each socket. */
export type GetTransport = () => Promise<{ readonly webSocketTransport: WebSocketTransport }>;

const MIN_LIFETIME_MS = 300_000;
const ALLOWED_URL = /^(wss:\/\/|ws:\/\/(127\.0\.0\.1|localhost|\[::1\])([:/]|$))[^@?]*(\?|$)/;

/** Encrypted, or on this machine; with a user in it, `ws://localhost:1@` would lead elsewhere. */
export const isAllowedUrl = (url: unknown): url is string => typeof url === "string" && ALLOWED_URL.test(url);

export function lifetimeMs(transport: WebSocketTransport): number {
  const ms = Number(transport.transportLifeTimeInSeconds) * 1_000;
  return Math.min(ms >= MIN_LIFETIME_MS ? ms : Infinity, SOCKET_TIMES.lifetimeMs);
}
