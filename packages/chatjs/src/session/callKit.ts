import type { OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import type { Settings } from "../config/settings.js";
import type { CallInput } from "../participant/request.js";
import type { Platform } from "../platform/platform.js";

/** Calls with the connection token at hand. */
export type Perform = <Name extends OperationName>(
  name: Name,
  input: CallInput<Name>,
  signal?: AbortSignal,
) => Promise<OperationOutput<Name>>;

/** What the methods of a part are made with. */
export interface CallKit {
  readonly platform: Platform;
  /** To be called after `connect()` has begun, and has got a token. */
  readonly perform: Perform;
}

/** Methods by name: from their arguments to what their callers get, but for the envelope. */
export type Works = Readonly<Record<string, (args: never, signal?: AbortSignal) => Promise<unknown>>>;
export type MakeWorks = (kit: CallKit) => Works;

/** The settings that a session reads while it lives. */
export type LiveSettings = () => Pick<Settings, "sendsReceipts" | "throttleTime">;
