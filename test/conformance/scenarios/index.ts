import type { Scenario } from "../scenario.js";
import { advancedLogging } from "./advancedLogging.js";
import { agents } from "./agents.js";
import { args } from "./arguments.js";
import { attachments } from "./attachments.js";
import { configuration } from "./configuration.js";
import { connectedAgents } from "./connectedAgents.js";
import { connectedCustomers } from "./connectedCustomers.js";
import { create } from "./create.js";
import { customers } from "./customers.js";
import { ending } from "./ending.js";
import { events } from "./events.js";
import { handlers } from "./handlers.js";
import { library } from "./library.js";
import { logging } from "./logging.js";
import { metrics } from "./metrics.js";
import { pageMetrics } from "./pageMetrics.js";
import { platform } from "./platform.js";
import { receiptBursts } from "./receiptBursts.js";
import { receipts } from "./receipts.js";
import { reconnecting } from "./reconnecting.js";
import { requests } from "./requests.js";
import { results } from "./results.js";
import { sharedManager } from "./sharedManager.js";
import { streamed } from "./streamed.js";
import { transcript } from "./transcript.js";
import { transcriptReceipts } from "./transcriptReceipts.js";

/** Every scenario, in the order of docs/conformance.md. */
export const SCENARIOS: readonly Scenario[] = [
  ...library,
  ...create,
  ...results,
  ...args,
  ...events,
  ...handlers,
  ...ending,
  ...customers,
  ...connectedCustomers,
  ...agents,
  ...connectedAgents,
  ...sharedManager,
  ...reconnecting,
  ...requests,
  ...attachments,
  ...receipts,
  ...receiptBursts,
  ...streamed,
  ...transcript,
  ...transcriptReceipts,
  ...metrics,
  ...pageMetrics,
  ...configuration,
  ...logging,
  ...advancedLogging,
  ...platform,
];
