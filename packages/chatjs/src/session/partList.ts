import { createCsmService } from "../metrics/csmService.js";
import type { CsmService } from "../metrics/csmService.js";
import { createLogManager } from "../config/logManager.js";
import type { Logger, LogSink } from "../config/logger.js";
import type { GlobalConfig } from "../config/globalConfig.js";
import { assertConfig } from "../config/settings.js";
import type { Platform } from "../platform/platform.js";
import { attachmentCalls } from "./attachmentCalls.js";
import { authenticationCalls } from "./authenticationCalls.js";
import { createSessionReceipts } from "./receiptCalls.js";
import { createSessionMetrics } from "./sessionMetrics.js";
import type { SessionType } from "./sessionArgs.js";
import type { SessionMetrics } from "./sessionMetrics.js";
import type { SessionParts } from "./sessionParts.js";
import { createTranscriptUpdates } from "./transcriptUpdates.js";
import { viewCalls } from "./viewCalls.js";

/** The methods that a session has only with the part they belong to. */
export type PartMethod =
  | "sendAttachment"
  | "downloadAttachment"
  | "getAttachmentURL"
  | "sendMessageReceipt"
  | "describeView"
  | "getAuthenticationUrl"
  | "cancelParticipantAuthentication"
  | "onTranscriptUpdated";

/** What a session can do beyond text. A page that does not import a part does not pay for it. */
export interface SessionPart<Method extends PartMethod = PartMethod> {
  /** Never there: it ties the part to the methods that it adds. */
  readonly adds?: Method | undefined;
}

/** What a part is made of. */
export interface PartContent extends SessionParts {
  metrics?(platform: Platform, logger: Logger, sessionType: SessionType): SessionMetrics;
  getLogger?(platform: Platform): (prefix: string, logMetaData: object) => Logger;
}

const part = <Method extends PartMethod = never>(content: PartContent): SessionPart<Method> =>
  content as SessionPart<Method>;

/** Files: `sendAttachment`, `downloadAttachment` and `getAttachmentURL`. */
export const attachments = /* @__PURE__ */ part<"sendAttachment" | "downloadAttachment" | "getAttachmentURL">(
  {
    works: [attachmentCalls],
  },
);

/**
 * Few receipts for many: `sendMessageReceipt`, and windows for those of `sendEvent`. Without it each receipt of `sendEvent` goes
 * out at once, and one that went out before goes out again. Receipts of others come in either case.
 */
export const receipts = /* @__PURE__ */ part<"sendMessageReceipt">({ receipts: createSessionReceipts });

/** `onTranscriptUpdated`: the transcript in order, with the statuses of messages. */
export const transcript = /* @__PURE__ */ part<"onTranscriptUpdated">({
  transcript: createTranscriptUpdates,
});

/** Views: `describeView`. */
export const views = /* @__PURE__ */ part<"describeView">({ works: [viewCalls] });

/** Customers who sign in: `getAuthenticationUrl` and `cancelParticipantAuthentication`. */
export const authentication = /* @__PURE__ */ part<
  "getAuthenticationUrl" | "cancelParticipantAuthentication"
>({
  works: [authenticationCalls],
});

/**
 * Client-side metrics of customers' sessions: to the page's global `csm`, or in batches to `endpoint`. Of an agent's session only
 * the way in is counted. The sessions that one such part is passed to share its batches.
 * @param config as `csmConfig` of `setGlobalConfig`
 * @throws IllegalArgumentError for an endpoint that is neither https nor of this machine
 */
export function metrics(config?: GlobalConfig["csmConfig"]): SessionPart<never> {
  assertConfig({ csmConfig: config }, "unable to measure; ");
  let csmService: CsmService | undefined;
  return part({
    metrics(platform, logger, sessionType) {
      if (!csmService) {
        csmService = createCsmService(platform, logger);
        csmService.updateCsmConfig(config);
      }
      return createSessionMetrics({ csmService, platform, sessionType });
    },
  });
}

/**
 * Writes the session's log lines, without tokens and message text.
 * @param sink such as `console`
 * @param level lines below it are dropped. @defaultValue `LogLevel.INFO`
 */
export const logTo = (sink: LogSink, level?: number): SessionPart<never> =>
  part({
    getLogger(platform) {
      const manager = createLogManager(platform);
      manager.updateLoggerConfig({ customizedLogger: sink, level });
      return (prefix, logMetaData) => manager.getLogger({ prefix, logMetaData });
    },
  });
