import type { RequestRecord } from "./requestLog.js";

/** What the application's middleware leaves for its handlers. */
export interface AppEnv {
  Variables: {
    /** The request's body as text. */
    body: string;
    requestId: string;
    /** Set once the call of an operation is over. */
    call?: Omit<RequestRecord, "at">;
  };
}
