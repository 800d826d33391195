import { createLogManager } from "../config/logManager.js";
import type { LogSink } from "../config/logger.js";
import type { GlobalConfig } from "../config/globalConfig.js";
import { assertConfig } from "../config/settings.js";
import { createCsmService } from "../metrics/csmService.js";
import type { CsmService } from "../metrics/csmService.js";
import { attachmentCalls } from "./attachmentCalls.js";
import { authenticationCalls } from "./authenticationCalls.js";
import type { ChatSessionMethods } from "./chatSessionTypes.js";
import { createSessionReceipts } from "./receiptCalls.js";
import { createSessionMetrics } from "./sessionMetrics.js";
import { definePart } from "./parts.js";
import type { PartMethod, SessionPart } from "./parts.js";
import { createTranscriptUpdates } from "./transcriptUpdates.js";
import { viewCalls } from "./viewCalls.js";

type Methods<Name extends PartMethod> = Pick<ChatSessionMethods, Name>;

/** Files: `sendAttachment`, `downloadAttachment` and `getAttachmentURL`. */
export const attachments: SessionPart<Methods<"sendAttachment" | "downloadAttachment" | "getAttachmentURL">> =
  /* @__PURE__ */ definePart(() => ({ works: [attachmentCalls] }));

/**
 * Few receipts for many: `sendMessageReceipt`, and windows for those of `sendEvent`. Without it each receipt of `sendEvent` goes
 * out at once, and one that went out before goes out again. Receipts of others come in either case.
 */
export const receipts: SessionPart<Methods<"sendMessageReceipt">> = /* @__PURE__ */ definePart(() => ({
  receipts: createSessionReceipts,
}));

/** `onTranscriptUpdated`: the transcript in order, with the statuses of messages. */
export const transcript: SessionPart<Methods<"onTranscriptUpdated">> = /* @__PURE__ */ definePart(() => ({
  transcript: createTranscriptUpdates,
}));

/** Views: `describeView`. */
export const views: SessionPart<Methods<"describeView">> = /* @__PURE__ */ definePart(() => ({
  works: [viewCalls],
}));

/** Customers who sign in: `getAuthenticationUrl` and `cancelParticipantAuthentication`. */
export const authentication: SessionPart<
  Methods<"getAuthenticationUrl" | "cancelParticipantAuthentication">
> = /* @__PURE__ */ definePart(() => ({ works: [authenticationCalls] }));

/**
 * Client-side metrics of customers' sessions: to the page's global `csm`, or in batches to `endpoint`. Of an agent's session only
 * the way in is counted. The sessions that one such part is passed to share its batches.
 * @param config as `csmConfig` of `setGlobalConfig`
 * @throws IllegalArgumentError for an endpoint that is neither https nor of this machine
 */
export function metrics(config?: GlobalConfig["csmConfig"]): SessionPart {
  assertConfig({ csmConfig: config }, "unable to measure; ");
  let csmService: CsmService | undefined;
  return definePart(() => ({
    metrics(platform, logger, sessionType) {
      if (!csmService) {
        csmService = createCsmService(platform, logger);
        csmService.updateCsmConfig(config);
      }
      return createSessionMetrics({ csmService, platform, sessionType });
    },
  }));
}

/**
 * Writes the session's log lines, without tokens and message text.
 * @param sink such as `console`
 * @param level lines below it are dropped. @defaultValue `LogLevel.INFO`
 */
export const logTo = (sink: LogSink, level?: number): SessionPart =>
  definePart(() => ({
    getLogger(platform) {
      const manager = createLogManager(platform);
      manager.updateLoggerConfig({ customizedLogger: sink, level });
      return (prefix, logMetaData) => manager.getLogger({ prefix, logMetaData });
    },
  }));
