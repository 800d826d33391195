import { forwardRequests } from "amazon-connect-chat-emulator/worker";
import type { WorkerScope } from "amazon-connect-chat-emulator/worker";

interface Scope extends WorkerScope {
  readonly clients: WorkerScope["clients"] & { claim(): Promise<void> };
  addEventListener(type: string, listener: (event: never) => void): void;
}

const scope = globalThis as unknown as Scope;
forwardRequests(scope);
// Catches the requests of the page that has registered it, before its next visit.
scope.addEventListener("activate", (event: { waitUntil(claimed: Promise<void>): void }) =>
  event.waitUntil(scope.clients.claim()),
);
