import { createControlRequester } from "@amazon-connect-chat/page/controlRequest.js";
import type {
  ContactSummary,
  ControlMessage,
  SocketSummary,
  StartedChat,
  SystemEvent,
  TrafficDetail,
} from "amazon-connect-chat-emulator";

/** An item of a transcript, as far as the console looks into it. */
export interface TranscriptItem {
  readonly Id: string;
  readonly AbsoluteTime: string;
  readonly Type?: string;
  readonly ContentType?: string;
  readonly Content?: string;
  readonly DisplayName?: string;
  readonly ParticipantId?: string;
  readonly ParticipantRole?: string;
  readonly Attachments?: readonly { readonly AttachmentName?: string; readonly Status?: string }[];
  readonly MessageMetadata?: {
    readonly Receipts?: readonly { readonly DeliveredTimestamp?: string; readonly ReadTimestamp?: string }[];
  };
}

type Name = { readonly displayName: string; readonly agentId: string };

/** The verbs of the control API that the console uses. All reject with an error whose message is for people. */
export type ConsoleClient = ReturnType<typeof createConsoleClient>;

export function createConsoleClient(baseUrl: string) {
  const request = createControlRequester(baseUrl);
  const get = (what: string, ...path: readonly string[]): Promise<never> =>
    request({ method: "GET", path, what });
  const post = (what: string, body: object, ...path: readonly string[]): Promise<never> =>
    request({ method: "POST", path, what, body });
  const inChat = (contactId: string) => ["contacts", contactId] as const;
  const ofParticipant = (contactId: string, participantId: string) =>
    [...inChat(contactId), "participants", participantId] as const;

  return {
    chat: (
      contactId: string,
    ): Promise<{ readonly contact: ContactSummary; readonly transcript: readonly TranscriptItem[] }> =>
      get("show the chat", ...inChat(contactId)),
    startChat: (displayName: string, scenario: string | undefined): Promise<StartedChat> =>
      post("start the chat", { displayName, ...(scenario && { attributes: { scenario } }) }, "contacts"),
    endChat: (contactId: string) => post("end the chat", {}, ...inChat(contactId), "end"),
    invite: (contactId: string, agent: Name): Promise<StartedChat> =>
      post("invite the agent", agent, ...inChat(contactId), "participants"),
    transfer: (contactId: string, participantId: string, to: Name): Promise<StartedChat> =>
      post("transfer the chat", { participantId, ...to }, ...inChat(contactId), "transfer"),
    join: (contactId: string, participantId: string) =>
      post("let them in", {}, ...ofParticipant(contactId, participantId), "join"),
    leave: (contactId: string, participantId: string) =>
      post("leave the chat", {}, ...ofParticipant(contactId, participantId), "leave"),
    say: ({ contactId, ...message }: ControlMessage) =>
      post("send the message", message, ...inChat(contactId), "messages"),
    type: (contactId: string, participantId: string) =>
      post("show typing", { participantId }, ...inChat(contactId), "typing"),
    sendInteractive: (contactId: string, template: string) =>
      post("send the question", { template }, ...inChat(contactId), "interactive"),
    showView: (contactId: string, view: string) =>
      post("show the view", { view }, ...inChat(contactId), "views"),
    stream: (contactId: string, chunks: readonly string[]) =>
      post("stream the answer", { chunks, delayMs: 300 }, ...inChat(contactId), "stream"),
    sendEvent: (contactId: string, event: SystemEvent) =>
      post("send the event", { event }, ...inChat(contactId), "events"),
    askToSignIn: (contactId: string) => post("ask to sign in", {}, ...inChat(contactId), "authentication"),
    traffic: (trafficId: number): Promise<TrafficDetail> =>
      get("show what it carried", "traffic", String(trafficId)),
    async sockets(): Promise<readonly SocketSummary[]> {
      const { sockets }: { readonly sockets: readonly SocketSummary[] } = await get(
        "list the sockets",
        "sockets",
      );
      return sockets;
    },
    /** Resolves with the emulator's time, ISO-8601. */
    async advanceClock(ms: number): Promise<string> {
      const { now }: { readonly now: string } = await post("advance the clock", { ms }, "clock", "advance");
      return now;
    },
    setThrottling: (throttling: string) => post("set the rates", { throttling }, "throttling"),
    setScanner: (verdict: string) => post("set the scanner", { verdict }, "scanner"),
  };
}
