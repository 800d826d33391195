import { createEmulator, createVirtualClock } from "../src/index.js";
import type { ChatRequest, Emulator, EmulatorOptions, StartedChat, VirtualClock } from "../src/index.js";
import type { Keeper } from "../src/store/keeper.js";
import { call, callRaw } from "./service.js";
import type { Answer, Fetch } from "./service.js";
import type { ChatItem, OperationInput, OperationName, OperationOutput } from "@amazon-connect-chat/protocol";

/** A participant that has a connection token. */
export interface Person extends StartedChat {
  readonly connectionToken: string;
  call<Name extends OperationName>(name: Name, input: OperationInput<Name>): Promise<OperationOutput<Name>>;
  callRaw(name: OperationName, body: unknown): Promise<Answer>;
}

/** An emulator without a port on a virtual clock, with a silent flow. */
export interface Stage {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  readonly send: Fetch;
  person(chat: StartedChat, connect?: boolean): Promise<Person>;
  customer(request?: Partial<ChatRequest>): Promise<Person>;
  agent(contactId: string, name?: string): Promise<Person>;
  transcript(contactId: string): readonly ChatItem[];
}

/** @param keeper - what keeps the chats beyond this stage. */
export function createStage(options: EmulatorOptions = {}, keeper?: Keeper): Stage {
  const clock = createVirtualClock();
  const emulator = createEmulator(
    { clock, seed: 7, flow: { prompts: [] }, ...options },
    { origin: () => "http://127.0.0.1", keeper },
  );
  const send: Fetch = (path, init) => emulator.fetch(`http://127.0.0.1:4510${path}`, init);
  const person: Stage["person"] = async (chat, connect = true) => {
    const { ConnectionCredentials } = await call(send, "CreateParticipantConnection", chat.participantToken, {
      Type: ["CONNECTION_CREDENTIALS"],
      ConnectParticipant: connect,
    });
    const connectionToken = ConnectionCredentials?.ConnectionToken ?? "";
    return {
      ...chat,
      connectionToken,
      call: (name, input) => call(send, name, connectionToken, input),
      callRaw: (name, body) => callRaw(send, name, connectionToken, body),
    };
  };
  return {
    emulator,
    clock,
    send,
    person,
    customer: (request) => person(emulator.control.startChat({ displayName: "Avery", ...request })),
    agent: (contactId, displayName = "Robin") =>
      person(emulator.control.inviteAgent({ contactId, displayName, agentId: displayName.toLowerCase() })),
    transcript: (contactId) => emulator.control.getContact(contactId).transcript,
  };
}
