import { resolveEndpoint } from "../config/endpoint.js";
import type { Logger } from "../config/logger.js";
import { assertConfig, DEFAULT_REGION, THROTTLE_MS } from "../config/settings.js";
import { IllegalArgumentError } from "../errors.js";
import { isObject } from "../lib/isObject.js";
import { createParticipantClient } from "../participant/participantClient.js";
import { userAgentOf } from "../participant/userAgent.js";
import type { Platform } from "../platform/platform.js";
import { VERSION } from "../version.js";
import { readChatDetails } from "./chatDetails.js";
import type { PartContent } from "./partList.js";
import type { AgentSessionOptions, CustomerSessionOptions } from "./ownSessionTypes.js";
import { createSession } from "./session.js";
import type { SessionOptions, WholeSession } from "./session.js";
import type { SessionMetrics } from "./sessionMetrics.js";
import type { SessionParts } from "./sessionParts.js";
import type { SessionType } from "./sessionArgs.js";

const PROBLEM = "unable to create a session; ";
const silent = () => undefined;
const SILENT: Logger = {
  options: {},
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  advancedLog: silent,
};
const UNMEASURED: SessionMetrics = {
  count: silent,
  measure: (_name, pending) => pending,
  method: (_name, perform) => perform,
  call: (call) => call,
  getConnectionToken: (get) => get,
};

/** @throws IllegalArgumentError as somebody may pass what this entry point does not export */
function partsOf(parts: unknown): readonly PartContent[] {
  if (Array.isArray(parts) && parts.every(isObject)) return parts;
  throw new IllegalArgumentError(`${PROBLEM}parts must be an array of parts`, parts);
}

/** What tells an agent's session from a customer's. */
export interface Role extends Pick<SessionParts, "early" | "fetchForAgent"> {
  readonly sessionType: SessionType;
  /** Opens the session's connection; `log` takes lines about its socket. */
  open(log: Logger["info"], ...args: Parameters<SessionOptions["open"]>): ReturnType<SessionOptions["open"]>;
}

/** Composes a session out of its own options alone: nothing is shared, and nothing is global. */
export function createOwnSession(
  platform: Platform,
  given: CustomerSessionOptions & Partial<AgentSessionOptions>,
  { sessionType, open, ...role }: Role,
): Omit<WholeSession, "common"> & WholeSession["common"] {
  const options = (isObject(given) ? given : {}) as typeof given;
  const { endpoint, customUserAgentSuffix, isNetworkOnline, throttleTime } = options;
  const region = options.region || DEFAULT_REGION;
  assertConfig(
    { region, endpoint, customUserAgentSuffix, webSocketManagerConfig: { isNetworkOnline } },
    PROBLEM,
  );
  const participant = readChatDetails(options.chatDetails, sessionType);
  const contents = partsOf(options.parts ?? []);
  const { contactId, participantId } = participant;
  const all = Object.assign({}, ...contents) as PartContent;
  const getLogger = all.getLogger?.(platform);
  const logger = (name: string) =>
    getLogger?.(`ChatJS-${name}`, { contactId, participantId, sessionType, region }) ?? SILENT;
  const metrics = all.metrics?.(platform, logger("metrics"), sessionType) ?? UNMEASURED;
  const client = createParticipantClient({
    platform,
    endpoint: resolveEndpoint({ endpoint: endpoint || undefined }, region),
    userAgent: () => userAgentOf(VERSION, customUserAgentSuffix),
    log: logger("client"),
  });
  const { common, ...own } = createSession({
    ...all,
    ...role,
    works: contents.flatMap(({ works = [] }) => works),
    participant,
    platform,
    metrics,
    call: metrics.call(client.call),
    log: logger("session"),
    websocketManager: options.websocketManager,
    open: (getTransport, listener) => open(logger("socket").info, getTransport, listener),
    settings: () => ({ sendsReceipts: true, throttleTime: Number(throttleTime) || THROTTLE_MS }),
  });
  const session = { ...common, ...own };
  if (!all.transcript) delete (session as Partial<typeof session>).onTranscriptUpdated;
  return session;
}
