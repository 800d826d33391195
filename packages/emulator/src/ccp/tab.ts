import type { AgentTab } from "./agent.js";
import { callApi } from "./apiMethods.js";
import type { ApiCall } from "./apiMethods.js";
import { ApiError } from "./apiError.js";
import { decodeFrame, encodeFrame, entryOf, fieldsOf, textOf } from "./ccpFrames.js";
import type { CoreFrame } from "./ccpFrames.js";
import type { CcpRequest } from "./ccpLog.js";
import { answerSdk } from "./sdkChannel.js";

/** What carries frames to a CCP page. */
export interface TabPort {
  send(text: string): void;
}

/** A CCP page that is open. */
export interface Tab {
  receive(text: string): void;
  /** The page is gone. */
  closed(): void;
}

export interface TabParts {
  readonly call: ApiCall;
  readonly port: TabPort;
  readonly uuid: () => string;
  readonly nowMs: () => number;
  /** Of the CCP page. */
  readonly origin: string;
  readonly report: (kind: "metric" | "log", data: unknown) => void;
  readonly record: (request: Omit<CcpRequest, "at" | "agentId">) => void;
}

/** What a page broadcasts and tests may want to see. */
const reports: Readonly<Record<string, "metric" | "log">> = {
  client_metric: "metric",
  log: "log",
};

/** Takes a page in: it is acknowledged, and told who its agent is. */
export function openTab(parts: TabParts): Tab {
  const { call, port, uuid, nowMs, origin } = parts;
  const { agent, region } = call;
  const tabId = uuid();

  const tell = (event: string, data?: unknown) =>
    port.send(encodeFrame({ channel: "core", frame: { event, data } }));
  const tab: AgentTab = { tell };

  const answerApi = (data: unknown) => {
    const { requestId, method, params } = fieldsOf(data);
    const name = textOf(method);
    const contactId = textOf(fieldsOf(params)["contactId"]) || undefined;
    const reply = { event: "api_response", requestId };
    try {
      const result = callApi(call, name, params);
      parts.record({ method: name, contactId });
      tell("api_response", { ...reply, data: result, err: null });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { type, message } = error;
      parts.record({ method: name, contactId, error: type });
      tell("api_response", { ...reply, err: JSON.stringify({ type, message }) });
    }
  };

  const answerMaster = (data: unknown) => {
    const { requestId, method, params } = fieldsOf(data);
    const topic = textOf(fieldsOf(params)["topic"]);
    const { masters } = agent;
    const before = masters.get(topic);
    const isFree = before === undefined || !agent.tabs.has(before);
    if (isFree || method === "becomeMaster") masters.set(topic, tab);
    const isMaster = masters.get(topic) === tab;
    const takeOver = isMaster && before !== undefined && before !== tab;
    tell("master_response", {
      event: "master_response",
      requestId,
      data: { masterId: tabId, isMaster, takeOver, topic },
      err: null,
    });
  };

  const broadcast = (data: unknown) => {
    const { event, data: content } = fieldsOf(data);
    const name = textOf(event);
    const kind = entryOf(reports, name);
    if (kind) parts.report(kind, content);
    // The real worker sends it to all tabs, the sender's included: `onAccepted` comes from there.
    if (name === "contact::view") agent.view(textOf(fieldsOf(content)["contactId"]));
    else agent.tell(name, content);
  };

  const handlers: Readonly<Record<string, (data: unknown) => void>> = {
    synchronize: () => tell("acknowledge"),
    broadcast,
    api_request: answerApi,
    master_request: answerMaster,
    "webSocket::subscribe": (data) => {
      if (Array.isArray(data)) agent.socket.subscribe(data.filter((name) => typeof name === "string"));
    },
    "webSocket::send": (data) => agent.socket.send(data),
  };

  const receiveCore = ({ event, data }: CoreFrame) => entryOf(handlers, event)?.(data);

  agent.addTab(tab);
  tell("acknowledge", { id: tabId });
  tell("agent::update", agent.snapshot());
  if (agent.inView) tell("contact::view", { contactId: agent.inView });

  return {
    receive(text) {
      const message = decodeFrame(text);
      if (message?.channel === "core") receiveCore(message.frame);
      else if (message) {
        const commands = { "contact/getInstanceDetails": () => ({ origin, region }) };
        const answer = answerSdk(message.frame, { nowMs, uuid, commands });
        if (answer) port.send(encodeFrame({ channel: "sdk", frame: answer }));
      }
    },
    closed: () => agent.removeTab(tab),
  };
}
