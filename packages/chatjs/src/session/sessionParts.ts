import type { fetchAgentDetails } from "../credentials/connectionDetails.js";
import type { createEarlyReceipts } from "./earlyReceipts.js";
import type { createSessionReceipts } from "./receiptCalls.js";
import type { createTranscriptUpdates } from "./transcriptUpdates.js";
import type { MakeWorks } from "./callKit.js";

/** What a session may do without. The package's root has all of it. */
export interface SessionParts {
  /** Methods beside those that every session has. */
  readonly works?: readonly MakeWorks[];
  /** What an agent's session is made of. */
  readonly early?: typeof createEarlyReceipts;
  readonly fetchForAgent?: typeof fetchAgentDetails;
  readonly receipts?: typeof createSessionReceipts;
  readonly transcript?: typeof createTranscriptUpdates;
}
