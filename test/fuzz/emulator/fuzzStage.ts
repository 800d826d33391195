import { OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationName } from "@amazon-connect-chat/protocol";
import { createEmulator, createVirtualClock } from "../../../packages/emulator/src/index.js";
import type { Emulator, InProcessSocketListeners } from "../../../packages/emulator/src/index.js";
import type { InProcessSocket } from "../../../packages/emulator/src/index.js";
import type { Tab, VirtualClock } from "../../../packages/emulator/src/index.js";
import { emptyLoot, marksIn, markOf, takeLoot, tokensIn } from "./loot.js";
import type { Loot } from "./loot.js";

/** Where the emulator of the fuzz is. */
export const ORIGIN = "http://127.0.0.1:4510";

/** A chat, and what was handed out to it. */
export interface FuzzChat {
  readonly contactId: string;
  readonly loot: Loot;
}

/** A socket that a stranger has opened. */
export interface FuzzSocket {
  readonly socket: InProcessSocket;
  /** The contact of its ticket; undefined for no ticket of a contact. */
  readonly contactId: string | undefined;
}

/** An emulator with three chats that are alike, but for the mark in all that is secret of each. */
export interface FuzzStage {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  /** Those that requests are about: two, and what strangers start. */
  readonly chats: FuzzChat[];
  /** The one that has to work on. */
  readonly control: FuzzChat;
  readonly sockets: FuzzSocket[];
  readonly tab: Tab;
  /** Notes what must not be. */
  breach(what: string): void;
  readonly breaches: readonly string[];
  /** A contact by any of its ids. */
  canonical(contactId: string): string;
  /** Takes what was handed out to a contact. */
  take(chat: FuzzChat, text: string): void;
  chatOf(contactId: string): FuzzChat | undefined;
  /** The contact that a token was handed out to. */
  ownerOf(token: string): string | undefined;
  /** A token that a stranger has brought along may come back. */
  forgive(text: string): void;
  /** Notes a breach when a text shows what is secret of other contacts than `contactIds`. */
  checkIsolation(what: string, text: string, contactIds: readonly string[]): void;
  /** A listener for a socket of a contact; `texts` gets what comes. */
  listeners(contactId: string | undefined, texts?: string[]): InProcessSocketListeners;
  operation(name: OperationName, token: string, body: object): Promise<string>;
}

const contentTypes = [
  "text/plain",
  "text/markdown",
  "application/json",
  "application/vnd.amazonaws.connect.message.interactive",
  "application/vnd.amazonaws.connect.message.interactive.response",
];

/** Sets the stage; the same for each case. */
export async function setStage(): Promise<FuzzStage> {
  const clock = createVirtualClock();
  const breaches: string[] = [];
  const breach = (what: string) => void breaches.push(what);
  const logged = (line: string) => {
    if (marksIn(line).length + tokensIn(line).length > 0) breach(`a log line has a secret: ${line}`);
  };
  const emulator = createEmulator({
    clock,
    seed: 7,
    flow: { prompts: [] },
    logger: {
      info: logged,
      error(line) {
        logged(line);
        breach(`an error was logged: ${line}`);
      },
    },
  });
  const { control } = emulator;
  const owners = new Map<string, string>();
  const marks = new Map<string, string>();
  const forgiven = new Set<string>();
  const chats: FuzzChat[] = [];
  const sockets: FuzzSocket[] = [];

  const canonical = (contactId: string): string => {
    try {
      return control.getContact(contactId).contact.contactId;
    } catch {
      return contactId;
    }
  };

  const take = ({ contactId, loot }: FuzzChat, text: string) => {
    takeLoot(loot, text);
    for (const token of tokensIn(text)) if (!owners.has(token)) owners.set(token, contactId);
  };

  /** What a contact may see: itself, and the past that it goes on from. */
  const sightOf = (contactId: string): Set<string> => {
    const seen = new Set<string>();
    for (let next: string | undefined = contactId; next !== undefined && !seen.has(next);) {
      seen.add(next);
      try {
        const past: string | undefined = control.getContact(next).contact.continuedFromContactId;
        next = past === undefined ? undefined : canonical(past);
      } catch {
        next = undefined;
      }
    }
    return seen;
  };

  const checkIsolation: FuzzStage["checkIsolation"] = (what, text, contactIds) => {
    const found = [
      ...marksIn(text).map((name) => marks.get(name)),
      ...tokensIn(text).map((token) => (forgiven.has(token) ? undefined : owners.get(token))),
    ];
    const foreign = found.filter((owner) => owner !== undefined);
    if (foreign.length === 0) return;
    const seen = new Set(contactIds.flatMap((contactId) => [...sightOf(canonical(contactId))]));
    if (foreign.some((owner) => !seen.has(owner))) breach(`${what} shows a secret of another contact`);
  };

  const listeners: FuzzStage["listeners"] = (contactId, texts) => ({
    opened: () => undefined,
    closed: () => undefined,
    received(text) {
      checkIsolation("a frame", text, contactId === undefined ? [] : [contactId]);
      const owner = contactId === undefined ? undefined : chatOf(contactId);
      if (owner) takeLoot(owner.loot, text);
      texts?.push(text);
    },
  });

  const operation: FuzzStage["operation"] = async (name, token, body) => {
    const { method, path } = OPERATIONS[name];
    const response = await emulator.fetch(ORIGIN + path, {
      method,
      headers: { "X-Amz-Bearer": token },
      body: JSON.stringify(body),
    });
    return response.text();
  };

  const openSocket = (contactId: string, ticket: string, texts?: string[]) => {
    const socket = emulator.openSocket(
      `ws://127.0.0.1:4510/ws?X-Emu-Connection=${ticket}`,
      listeners(contactId, texts),
    );
    clock.advance(0);
    socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}');
    return socket;
  };

  const chatOf = (contactId: string) =>
    [...chats, ...controls].find((each) => each.contactId === canonical(contactId));
  const controls: FuzzChat[] = [];

  const openChat = async (name: string): Promise<FuzzChat> => {
    const mark = markOf(name);
    const started = control.startChat({
      displayName: `Avery ${mark}`,
      attributes: { secret: mark },
      supportedContentTypes: contentTypes,
      durationMinutes: 10_080,
    });
    const { contactId } = started;
    marks.set(name, contactId);
    const chat: FuzzChat = { contactId, loot: emptyLoot() };
    (name === "control" ? controls : chats).push(chat);
    const { loot } = chat;
    loot.contactId.push(contactId);
    loot.agentId.push(`agent-${name}`);
    const agent = control.inviteAgent({ contactId, displayName: `Robin ${mark}`, agentId: `agent-${name}` });
    for (const { participantToken, participantId } of [started, agent]) {
      loot.participantId.push(participantId);
      take(chat, participantToken);
      take(
        chat,
        await operation("CreateParticipantConnection", participantToken, {
          Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
          ConnectParticipant: true,
        }),
      );
      openSocket(contactId, loot.ticket.at(-1) ?? "");
    }
    const { participantId } = started;
    control.say({ contactId, content: `Welcome ${mark}` });
    control.say({ contactId, participantId, content: `Question ${mark}` });
    control.say({ contactId, participantId: agent.participantId, content: `Answer ${mark}` });
    const contentBase64 = Buffer.from(`bytes of ${mark}`).toString("base64");
    const { attachmentId } = control.attach({
      contactId,
      participantId,
      name: `${mark}.txt`,
      contentType: "text/plain",
      contentBase64,
    });
    loot.attachmentId.push(attachmentId);
    const view = { Id: `view-${name}`, Content: { Template: mark } };
    take(chat, control.showView({ contactId, view, data: { mark } }).viewToken);
    loot.sessionId.push(control.startAuthentication({ contactId }).sessionId);
    const token = loot.connectionToken[0] ?? "";
    for (const [operationName, body] of [
      ["GetTranscript", { MaxResults: 1 }],
      ["GetAttachment", { AttachmentId: attachmentId }],
      [
        "StartAttachmentUpload",
        {
          ContentType: "text/plain",
          AttachmentSizeInBytes: 5,
          AttachmentName: `${mark}.txt`,
          ClientToken: "set",
        },
      ],
    ] as const)
      take(chat, await operation(operationName, token, body));
    clock.advance(0);
    return chat;
  };

  await openChat("a");
  await openChat("b");
  const controlChat = await openChat("control");
  const tab = emulator.ccp.openTab({ agentId: "agent-tab", displayName: "Tab" }, ORIGIN, {
    send: () => undefined,
  });
  return {
    emulator,
    clock,
    chats,
    control: controlChat,
    sockets,
    tab,
    breach,
    breaches,
    canonical,
    take,
    chatOf,
    ownerOf: (token) => owners.get(token),
    forgive(text) {
      for (const token of tokensIn(text)) forgiven.add(token);
    },
    checkIsolation,
    listeners,
    operation,
  };
}
