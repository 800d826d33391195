import type { Emulator } from "../src/index.js";
import { decodeFrame, encodeFrame, fieldsOf } from "../src/ccp/ccpFrames.js";
import type { Fields } from "../src/ccp/ccpFrames.js";
import type { makeSnapshot } from "../src/ccp/agentSnapshot.js";

export type AgentUpdate = ReturnType<typeof makeSnapshot>;

/** An agent's CCP page without a browser. */
export interface CcpTab {
  readonly frames: readonly { readonly event: string; readonly data?: unknown }[];
  readonly sdkFrames: readonly Fields[];
  /** Names of frames, those of updates left out. */
  events(): string[];
  /** The latest `agent::update`. */
  update(): AgentUpdate;
  /** The chats of the latest update: id and state. */
  contacts(): string[];
  tell(event: string, data?: unknown): void;
  tellSdk(frame: Fields): void;
  /** Calls the API; gives the answer. */
  call(method: string, params?: object): { readonly data?: unknown; readonly err: unknown };
  close(): void;
}

export function openCcpTab(emulator: Emulator, agentId = "robin"): CcpTab {
  const frames: { readonly event: string; readonly data?: unknown }[] = [];
  const sdkFrames: Fields[] = [];
  const tab = emulator.ccp.openTab(
    { agentId, displayName: agentId.charAt(0).toUpperCase() + agentId.slice(1) },
    "http://127.0.0.1:4511",
    {
      send(text) {
        const message = decodeFrame(text);
        if (message?.channel === "core") frames.push(message.frame);
        else if (message) sdkFrames.push(message.frame);
      },
    },
  );
  let calls = 0;
  const tell: CcpTab["tell"] = (event, data) =>
    tab.receive(encodeFrame({ channel: "core", frame: { event, data } }));
  const update = () => frames.filter(({ event }) => event === "agent::update").at(-1)?.data as AgentUpdate;
  return {
    frames,
    sdkFrames,
    events: () => frames.map(({ event }) => event).filter((event) => event !== "agent::update"),
    update,
    contacts: () => update().snapshot.contacts.map(({ contactId, state }) => `${contactId} ${state.type}`),
    tell,
    tellSdk: (frame) => tab.receive(encodeFrame({ channel: "sdk", frame })),
    call(method, params = {}) {
      const requestId = `request-${(calls += 1)}`;
      tell("api_request", { event: "api_request", requestId, method, params });
      const answers = frames
        .filter(({ event }) => event === "api_response")
        .map(({ data }) => fieldsOf(data));
      const { data, err } = answers.find((answer) => answer["requestId"] === requestId) ?? {};
      return { data, err };
    },
    close: () => tab.closed(),
  };
}
