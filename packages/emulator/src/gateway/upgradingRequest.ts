import { IncomingMessage } from "node:http";

/**
 * A request whose `Upgrade` header counts only when it asks for a WebSocket. Others, such as the h2c that Java's and curl's clients
 * offer, may be ignored; Node would hand them to whoever makes WebSockets.
 */
export class UpgradingRequest extends IncomingMessage {
  // No private name: Node sets `upgrade` before such a one is there.
  isUpgrade: unknown;

  get upgrade(): boolean {
    return this.isUpgrade === true && (this.method === "CONNECT" || isWebSocket(this.headers.upgrade));
  }

  set upgrade(value: unknown) {
    this.isUpgrade = value;
  }
}

const isWebSocket = (upgrade: string | undefined) => upgrade?.toLowerCase() === "websocket";
