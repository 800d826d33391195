import { resolveEndpoint } from "../config/endpoint.js";
import type { Logger } from "../config/logger.js";
import { assertConfig, DEFAULT_REGION, THROTTLE_MS } from "../config/settings.js";
import { isObject } from "../lib/isObject.js";
import { userAgentOf } from "../participant/userAgent.js";
import type { Platform } from "../platform/platform.js";
import { VERSION } from "../version.js";
import { readChatDetails } from "./chatDetails.js";
import type { AgentSessionOptions, CustomerSessionOptions } from "./ownSessionTypes.js";
import { createParticipantClient } from "../participant/participantClient.js";
import { createSession } from "./session.js";
import type { WholeSession } from "./session.js";
import type { SessionMetrics } from "./sessionMetrics.js";
import { contentsOf } from "./parts.js";
import type { PartContent, PartKit } from "./parts.js";
import type { SessionParts } from "./sessionParts.js";
import type { OpenConnection } from "../connection/ownConnection.js";
import type { MakeWorks, Perform } from "./callKit.js";
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

/** What tells an agent's session from a customer's. */
export interface Role extends Pick<SessionParts, "early" | "fetchForAgent"> {
  readonly sessionType: SessionType;
  /** Opens the session's connection; `log` takes lines about its socket. */
  open(
    platform: Platform,
    log: Logger["info"],
    ...args: Parameters<OpenConnection>
  ): ReturnType<OpenConnection>;
}

/** Composes a session out of its own options alone: nothing is shared, and nothing is global. */
export function createOwnSession(
  world: Platform,
  given: CustomerSessionOptions & Partial<AgentSessionOptions>,
  { sessionType, open: openOwn, ...role }: Role,
): Omit<WholeSession, "common"> & WholeSession["common"] {
  const options = (isObject(given) ? given : {}) as typeof given;
  const { endpoint, customUserAgentSuffix, isNetworkOnline, throttleTime } = options;
  const region = options.region || DEFAULT_REGION;
  assertConfig(
    { region, endpoint, customUserAgentSuffix, webSocketManagerConfig: { isNetworkOnline } },
    PROBLEM,
  );
  const participant = readChatDetails(options.chatDetails, sessionType);
  const parts = contentsOf(options.parts);
  const { contactId, participantId } = participant;
  const all = Object.assign({}, ...parts) as PartContent;
  const platform = parts.reduce((next, part) => part.platform?.(next) ?? next, world);
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
  let perform: Perform;
  const takeKit: MakeWorks = (kit) => {
    ({ perform } = kit);
    return {};
  };
  const kit: PartKit = { participant, platform, perform: (...args) => perform(...args) };
  const { common, ...own } = createSession({
    ...all,
    ...role,
    works: [takeKit, ...parts.flatMap(({ works = [] }) => works)],
    participant,
    platform,
    metrics,
    call: parts.reduce((next, part) => part.call?.(next, kit) ?? next, metrics.call(client.call)),
    log: logger("session"),
    websocketManager: options.websocketManager,
    open: parts.reduce<OpenConnection>(
      (next, part) => part.open?.(next, kit) ?? next,
      (...args) => openOwn(platform, logger("socket").info, ...args),
    ),
    settings: () => ({ sendsReceipts: true, throttleTime: Number(throttleTime) || THROTTLE_MS }),
  });
  const session = { ...common, ...own };
  if (!all.transcript) delete (session as Partial<typeof session>).onTranscriptUpdated;
  for (const part of parts) Object.assign(session, part.extend?.(session, { ...kit, ...own }));
  return session;
}
