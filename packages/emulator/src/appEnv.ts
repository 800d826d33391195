import type { RequestRecord } from "./requestLog.js";

/** What the application's middleware leaves for its handlers. */
export interface AppEnv {
  Variables: {
    /** The request's body as text. */
    body: string;
    requestId: string;
    /** Of a refusal: which member is wrong and why, for the developer. */
    detail?: string | undefined;
    /** Set once the call of an operation is over. */
    call?: Omit<RequestRecord, "at">;
  };
}
