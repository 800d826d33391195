import { resolveEndpoint, resolveRegion } from "./config/endpoint.js";
import type { GlobalConfig } from "./config/globalConfig.js";
import { LogLevel } from "./config/logger.js";
import { createLoggerClass } from "./config/loggerClass.js";
import type { LoggerClass } from "./config/loggerClass.js";
import { createLogManager } from "./config/logManager.js";
import type { LogManager } from "./config/logManager.js";
import { createSettings } from "./config/settings.js";
import { createWebSocketManager } from "./connection/webSocketManager.js";
import type { WebSocketManager } from "./connection/webSocketManager.js";
import { assertManager, attachToManager } from "./connection/chatConnection.js";
import { fetchAgentDetails } from "./credentials/connectionDetails.js";
import { isObject } from "./lib/isObject.js";
import { createCsmService } from "./metrics/csmService.js";
import type { CsmService } from "./metrics/csmService.js";
import { createStreamsMetrics } from "./metrics/streamsMetrics.js";
import { createParticipantClient } from "./participant/participantClient.js";
import { userAgentOf } from "./participant/userAgent.js";
import type { Platform } from "./platform/platform.js";
import { attachmentCalls } from "./session/attachmentCalls.js";
import { authenticationCalls } from "./session/authenticationCalls.js";
import { readChatDetails, readSessionType } from "./session/chatDetails.js";
import { SessionTypes } from "./session/sessionArgs.js";
import type { AgentChatSession, ChatController, CustomerChatSession } from "./session/chatSessionTypes.js";
import type {
  AgentChatSessionArgs,
  ChatSessionArgs,
  CustomerChatSessionArgs,
} from "./session/sessionArgs.js";
import { createEarlyReceipts } from "./session/earlyReceipts.js";
import { createSessionReceipts } from "./session/receiptCalls.js";
import { createSession } from "./session/session.js";
import { createSessionMetrics } from "./session/sessionMetrics.js";
import { createTranscriptUpdates } from "./session/transcriptUpdates.js";
import { viewCalls } from "./session/viewCalls.js";
import { VERSION } from "./version.js";

/** `connect.ChatSession`: makes sessions and holds what they share. */
export interface ChatSessionObject {
  /**
   * Creates an agent's session: in a page with amazon-connect-streams that library does it. Nothing is sent before `connect()`.
   * @throws IllegalArgumentError when an id is missing, the type unknown or the websocketManager unusable
   */
  create(args: AgentChatSessionArgs): AgentChatSession;
  // Last, as in 5.0.0: `ReturnType` gives it, and compilers that tell of one signature only tell of this one.
  /**
   * Creates a customer's session. Nothing is sent before `connect()`.
   * @throws IllegalArgumentError when an id is missing or the type unknown
   * @example
   * ```ts
   * const session = ChatSession.create({ type: "CUSTOMER", chatDetails, options: { region: "eu-west-2" } });
   * session.onMessage(({ data }) => console.log(data.DisplayName, data.Content));
   * await session.connect();
   * ```
   */
  create(args: CustomerChatSessionArgs): CustomerChatSession;
  /**
   * Sets what all sessions share. Keys that a call does not name keep their value.
   * @throws IllegalArgumentError when a value has the wrong type; then nothing is changed
   * @example
   * ```ts
   * ChatSession.setGlobalConfig({
   *   region: "eu-west-2",
   *   loggerConfig: { customizedLogger: console, level: ChatSession.LogLevel.WARN },
   * });
   * ```
   */
  setGlobalConfig(config?: GlobalConfig | null): void;
  readonly LogLevel: typeof LogLevel;
  readonly Logger: LoggerClass;
  readonly SessionTypes: typeof SessionTypes;
  /** Client-side metrics: the page's own go the same way as those of its sessions. */
  readonly csmService: CsmService;
  /** Makes later sessions use this region, whatever else they name. A falsy value clears it. */
  setRegionOverride(region: string | null | undefined): void;
  /** Adds a feature flag. The only one with a meaning, `MESSAGE_RECEIPTS_ENABLED`, is there unless receipts are switched off. */
  setFeatureFlag(name: string): void;
}

/** `connect.WebSocketManager`: makes managers of one socket for any number of agent chats. */
export interface WebSocketManagerFactory {
  /**
   * Makes a manager. Call its `init` once, and share it among the chats of one agent.
   * @example
   * ```ts
   * const websocketManager = WebSocketManager.create();
   * websocketManager.init(async () => {
   *   const response = await fetch("/my-websocket-url");
   *   const { url, seconds } = await response.json();
   *   return { webSocketTransport: { url, transportLifeTimeInSeconds: seconds } };
   * });
   * const session = ChatSession.create({ type: "AGENT", chatDetails, websocketManager });
   * ```
   */
  create(logMetaData?: unknown): WebSocketManager;
  setGlobalConfig(config?: Pick<GlobalConfig, "loggerConfig" | "webSocketManagerConfig"> | null): void;
  readonly LogLevel: typeof LogLevel;
  readonly Logger: LoggerClass;
}

/** Everything a page gets from the library. */
export interface ChatJS {
  readonly ChatSession: ChatSessionObject;
  readonly LogManager: LogManager;
  readonly WebSocketManager: WebSocketManagerFactory;
}

/** Builds the library on a platform. A page has one, made on import. */
export function createChatJS(platform: Platform): ChatJS {
  const settings = createSettings();
  const logManager = createLogManager(platform);
  const Logger = createLoggerClass(logManager);
  const getLogger = (prefix: string, logMetaData?: unknown) =>
    logManager.getLogger({ prefix, logMetaData, isOwn: true });
  const log = getLogger("ChatJS-GlobalConfig");
  const csmService = createCsmService(platform, getLogger("ChatJS-csmService"));
  const publish = createStreamsMetrics(platform);

  const setGlobalConfig = (config?: GlobalConfig | null) => {
    settings.update(config);
    csmService.updateCsmConfig(config?.csmConfig);
    if (config?.loggerConfig) logManager.updateLoggerConfig(config.loggerConfig);
  };
  function createManager(logMetaData?: unknown) {
    const logger = getLogger("AMZ_WEB_SOCKET_MANAGER", logMetaData);
    return createWebSocketManager({
      platform,
      isNetworkOnline: () => settings.get().webSocketManagerConfig?.isNetworkOnline ?? undefined,
      log: logger.info,
    });
  }

  function create(args: CustomerChatSessionArgs): CustomerChatSession;
  function create(args: AgentChatSessionArgs): AgentChatSession;
  function create(given: ChatSessionArgs): CustomerChatSession | AgentChatSession {
    try {
      const args = (isObject(given) ? given : {}) as Partial<AgentChatSessionArgs> &
        Pick<CustomerChatSessionArgs, "disableCSM">;
      // Sticky, as in 5.0.0: what a session's options name becomes the default of later ones.
      const { region: named, stage, cell } = (args.options ?? {}) as GlobalConfig;
      settings.update({ region: named, stage, cell });
      const sessionType = readSessionType(args.type);
      const participant = readChatDetails(args.chatDetails, sessionType);
      const { websocketManager } = args;
      if (websocketManager) assertManager(websocketManager);
      const region = resolveRegion(settings.get(), named);
      // Fixed here: a session never carries its tokens to a host that is configured later.
      const endpoint = resolveEndpoint(settings.get(), region);
      const { contactId, participantId } = participant;
      const logMetaData = { contactId, participantId, sessionType, region };
      const logger = (prefix: string) => getLogger(prefix, logMetaData);
      const client = createParticipantClient({
        platform,
        endpoint,
        userAgent: () => userAgentOf(VERSION, settings.get().customUserAgentSuffix),
        log: logger("Amazon-Connect-ChatJS-ChatClient"),
      });
      const { disableCSM } = args;
      const metrics = createSessionMetrics({ csmService, platform, sessionType, disableCSM });
      publish("ConnectSessionSuccess", 1);
      const { common, ...own } = createSession({
        participant,
        platform,
        metrics,
        publish,
        works: [attachmentCalls, viewCalls, authenticationCalls],
        receipts: createSessionReceipts,
        transcript: createTranscriptUpdates,
        ...(sessionType === "AGENT" && { fetchForAgent: fetchAgentDetails }),
        early: websocketManager && createEarlyReceipts,
        call: metrics.call(client.call),
        log: logger("ChatJS-ChatController"),
        websocketManager,
        open(getTransport, listener) {
          if (websocketManager) return { close: attachToManager(websocketManager, listener, platform) };
          const manager = createManager(logMetaData);
          const detach = attachToManager(manager, listener, platform);
          void manager.init(getTransport);
          return {
            ...manager,
            close() {
              detach();
              manager.closeWebSocket();
            },
          };
        },
        settings: settings.get,
      });
      const controller: ChatController = {
        ...common,
        ...own,
        ...common.getChatDetails(),
        get connectionDetails() {
          return common.getChatDetails().connectionDetails;
        },
      };
      const { disconnectParticipant, cleanUp, cleanUpOnParticipantDisconnect } = own;
      return sessionType === "CUSTOMER"
        ? { controller, ...common, disconnectParticipant }
        : { controller, ...common, cleanUp, cleanUpOnParticipantDisconnect };
    } catch (error) {
      publish("CreateSessionError", 0);
      log.error("could not create a session", error);
      throw error;
    }
  }

  const ChatSession: ChatSessionObject = {
    create,
    setGlobalConfig,
    LogLevel,
    Logger,
    SessionTypes,
    csmService,
    setRegionOverride: settings.setRegionOverride,
    setFeatureFlag: settings.setFeatureFlag,
  };
  return {
    ChatSession,
    LogManager: logManager,
    WebSocketManager: { create: createManager, setGlobalConfig, LogLevel, Logger },
  };
}
