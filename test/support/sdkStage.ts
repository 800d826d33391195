import {
  ConnectParticipantClient,
  CreateParticipantConnectionCommand,
} from "@aws-sdk/client-connectparticipant";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { Control, RunningEmulator, StartEmulatorOptions } from "amazon-connect-chat-emulator";

/** A participant of a chat, as the AWS SDK's client acts for them. */
export interface Person {
  readonly contactId: string;
  readonly participantId: string;
  readonly participantToken: string;
  readonly ConnectionToken: string;
}

/** An emulator with a silent flow, and the AWS SDK's client on it. */
export interface SdkStage {
  readonly emulator: RunningEmulator;
  readonly client: ConnectParticipantClient;
  readonly control: Control;
  customer(request?: Partial<Parameters<Control["startChat"]>[0]>): Promise<Person>;
  agent(chat: Pick<Person, "contactId">, displayName?: string): Promise<Person>;
  connect(chat: Omit<Person, "ConnectionToken">): Promise<Person>;
  close(): Promise<void>;
}

/** Starts it; `close` ends it. */
export async function startSdkStage(options: StartEmulatorOptions = {}): Promise<SdkStage> {
  const emulator = await startEmulator({
    flow: { prompts: [] },
    endDelayMs: 0,
    rehydrationDelayMs: 0,
    ...options,
  });
  const client = new ConnectParticipantClient({
    region: "us-west-2",
    endpoint: emulator.url,
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    maxAttempts: 1,
  });
  const { control } = emulator;
  const connect: SdkStage["connect"] = async (chat) => {
    const { ConnectionCredentials } = await client.send(
      new CreateParticipantConnectionCommand({
        ParticipantToken: chat.participantToken,
        Type: ["CONNECTION_CREDENTIALS"],
        ConnectParticipant: true,
      }),
    );
    return { ...chat, ConnectionToken: ConnectionCredentials?.ConnectionToken ?? "" };
  };
  return {
    emulator,
    client,
    control,
    connect,
    customer: (request) => connect(control.startChat({ displayName: "Avery", ...request })),
    agent: ({ contactId }, displayName = "Robin") =>
      connect(control.inviteAgent({ contactId, displayName, agentId: displayName.toLowerCase() })),
    async close() {
      client.destroy();
      await emulator.close();
    },
  };
}
