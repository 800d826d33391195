import type { ControlClient, ControlClientOptions } from "./controlClient.js";
import { createControlRequests } from "./controlRequests.js";
import { watchContacts } from "./watchContacts.js";
import { watchTraffic } from "./watchTraffic.js";

/**
 * Creates a client of the control API, for Node and for pages.
 * @param url - where the emulator is: scheme, host and port.
 * @throws TypeError for an address that is none.
 */
export function createControlClient(url: string | URL, options: ControlClientOptions = {}): ControlClient {
  const requests = createControlRequests(url, options);
  const { send } = requests;
  /** Without its answer, which is empty. */
  const tell: typeof send = async (key, input) => (await send(key, input), undefined) as never;

  return {
    listContacts: async () => (await send("GET /contacts", {})).contacts,
    startChat: (request) => send("POST /contacts", request),
    getContact: (contactId) => send("GET /contacts/{contactId}", { contactId }),
    end: (contactId) => tell("POST /contacts/{contactId}/end", { contactId }),
    watchContacts: (listener) => watchContacts(requests, listener),
    watchTraffic: (listener) => watchTraffic(requests, listener),
    getTraffic: (trafficId) => send("GET /traffic/{trafficId}", { trafficId: String(trafficId) }),

    inviteAgent: (invitation) => send("POST /contacts/{contactId}/participants", invitation),
    transfer: (transfer) => send("POST /contacts/{contactId}/transfer", transfer),
    requeue: (from) => send("POST /contacts/{contactId}/requeue", from),
    addSupervisor: (supervisor) => send("POST /contacts/{contactId}/supervisors", supervisor),
    barge: (barge) => tell("POST /contacts/{contactId}/participants/{participantId}/barge", barge),
    connectionToken: (ref) =>
      send("POST /contacts/{contactId}/participants/{participantId}/connection-token", ref),
    join: (ref) => tell("POST /contacts/{contactId}/participants/{participantId}/join", ref),
    leave: (ref) => tell("POST /contacts/{contactId}/participants/{participantId}/leave", ref),
    agentTransport: (agentId) => send("POST /agents/{agentId}/transport", { agentId }),

    say: (message) => send("POST /contacts/{contactId}/messages", message),
    type: (ref) => tell("POST /contacts/{contactId}/typing", ref),
    sendInteractive: (question) => send("POST /contacts/{contactId}/interactive", question),
    showView: (view) => send("POST /contacts/{contactId}/views", view),
    stream: (stream) => send("POST /contacts/{contactId}/stream", stream),
    sendEvent: (event) => send("POST /contacts/{contactId}/events", event),
    attach: (file) => send("POST /contacts/{contactId}/attachments", file),
    listAttachments: async (contactId) =>
      (await send("GET /contacts/{contactId}/attachments", { contactId })).attachments,
    decideAttachment: (verdict) =>
      tell("POST /contacts/{contactId}/attachments/{attachmentId}/verdict", verdict),
    startAuthentication: (authentication) =>
      send("POST /contacts/{contactId}/authentication", authentication),
    finishAuthentication: (end) => tell("POST /contacts/{contactId}/authentication/end", end),
    startScenario: (contactId, scenario) =>
      tell("POST /contacts/{contactId}/scenario", { contactId, scenario }),
    setTimers: ({ contactId, timers }) => tell("POST /contacts/{contactId}/timers", { contactId, ...timers }),

    listSockets: async () => (await send("GET /sockets", {})).sockets,
    dropSockets: async (drop = {}) => (await send("POST /sockets/drop", drop)).dropped,
    expireTokens: async (expiry = {}) => (await send("POST /tokens/expire", expiry)).expired,
    injectFault: (rule) => send("POST /faults", rule),
    listFaults: async () => (await send("GET /faults", {})).faults,
    clearFault: (faultId) => tell("DELETE /faults/{faultId}", { faultId }),
    clearFaults: () => tell("DELETE /faults", {}),
    applyProfile: (profile) => send("POST /profiles", profile),
    listProfiles: async () => (await send("GET /profiles", {})).profiles,
    clearProfile: (profileId) => tell("DELETE /profiles/{profileId}", { profileId }),

    exportWorld: (options = {}) => send("GET /world", options),
    importWorld: (world) => send("POST /world", world),

    listScenarios: async () => (await send("GET /scenarios", {})).scenarios,
    requests: async () => (await send("GET /requests", {})).requests,
    items: async () => (await send("GET /items", {})).items,
    metrics: async () => (await send("GET /metrics", {})).metrics,
    setScanner: (rule) => tell("POST /scanner", rule),
    setThrottling: (throttling) => tell("POST /throttling", { throttling }),
    advanceClock: (ms) => send("POST /clock/advance", { ms }),

    ccp: {
      url: async () => (await send("GET /ccp", {})).ccpUrl ?? undefined,
      listAgents: async () => (await send("GET /ccp/agents", {})).agents,
      setState: (agentId, name) => tell("POST /ccp/agents/{agentId}/state", { agentId, name }),
      loseWebSocket: (agentId) => tell("POST /ccp/agents/{agentId}/websocket/lose", { agentId }),
      gainWebSocket: (agentId, announced) =>
        tell("POST /ccp/agents/{agentId}/websocket/gain", { agentId, announced }),
      requests: async () => (await send("GET /ccp/requests", {})).requests,
      metrics: async () => (await send("GET /ccp/metrics", {})).metrics,
      logs: async () => (await send("GET /ccp/logs", {})).logs,
    },
  };
}
