import type { Control, Emulator } from "amazon-connect-chat-emulator";
import { createChatJS } from "../../packages/chatjs/src/chatSession.js";
import type { ChatJS } from "../../packages/chatjs/src/chatSession.js";
import type { WebSocketManager } from "../../packages/chatjs/src/connection/webSocketManager.js";
import type {
  AgentChatSession,
  CustomerChatSession,
} from "../../packages/chatjs/src/session/chatSessionTypes.js";
import { createChatClient } from "./chatClient.js";
import type { ChatClient } from "./chatClient.js";
import { createDice } from "./dice.js";
import type { Journal, Seat } from "./journal.js";
import { createLink } from "./link.js";
import type { Link } from "./link.js";
import type { Stage } from "./stage.js";
import { createTab } from "./tab.js";
import type { Tab } from "./tab.js";

/** Where the service is reached; in process the name leads nowhere. */
export const ORIGIN = "http://127.0.0.1";

const RUNAWAY_CALLS = 1_000;

/** A tab with the library in it: a customer's with one session, an agent's with one for each chat. */
export interface Page {
  /** Whose it is: the customer's seat, or the agent. */
  readonly owner: Seat | string;
  readonly tab: Tab;
  readonly link: Link;
  readonly clients: readonly ChatClient[];
  /** When CreateParticipantConnection was called. */
  readonly connectionCallsAtMs: readonly number[];
  /** Takes a seat in a chat. */
  join(seat: Seat): void;
  /** The page closes the socket that its chats share. */
  closeManager(): void;
  kill(tells: boolean): void;
}

export interface PageParts {
  readonly stage: Stage;
  readonly seed: number;
  readonly emulator: Pick<Emulator, "fetch" | "openSocket">;
  readonly control: Control;
  readonly escaped: (what: string, error: unknown) => void;
  readonly isChatOver: (contactId: string) => boolean;
  readonly addJournal: (journal: Journal) => void;
}

export function openPage(owner: Seat | string, name: string, parts: PageParts): Page {
  const { stage, seed, control } = parts;
  const clients: ChatClient[] = [];
  const connectionCallsAtMs: number[] = [];
  const tab = createTab({
    name,
    stage,
    dice: createDice(seed, `tab ${name}`),
    escaped: (what, error) => parts.escaped(`${name}: ${what}`, error),
  });
  const link = createLink({
    tab,
    stage,
    dice: createDice(seed, `link ${name}`),
    emulator: parts.emulator,
    sent(operation, body) {
      if (operation === "connection") connectionCallsAtMs.push(stage.clock.nowMs());
      // It has broken a promise by far; it need not go on for ever.
      if (connectionCallsAtMs.length > RUNAWAY_CALLS) tab.kill();
      if (operation !== "transcript" || !body.includes('"MaxResults":100')) return;
      const [only] = clients;
      if (
        clients.length === 1 &&
        only &&
        !only.journal.transcript &&
        !only.journal.entries.some(isEstablished)
      )
        only.journal.readsEarly = true;
    },
  });
  const chatJS = createChatJS({
    ...tab.platform,
    fetch: link.fetch,
    openSocket: link.openSocket,
    upload: link.upload,
  });
  chatJS.ChatSession.setGlobalConfig({ endpoint: ORIGIN });
  const manager = typeof owner === "string" ? openManager(owner, { chatJS, control, link }) : undefined;
  stage.trace?.(name, "opens");

  return {
    owner,
    tab,
    link,
    clients,
    connectionCallsAtMs,
    join(seat) {
      const journal: Journal = {
        seat,
        name: clients.length === 0 ? name : `${name}/${clients.length + 1}`,
        entries: [],
        sendings: [],
        files: [],
        pendingCalls: new Map(),
        readIds: new Set(),
        listensLate: false,
        readsEarly: false,
      };
      parts.addJournal(journal);
      const client = createChatClient({
        session: createSession(seat, manager, { chatJS, control, link }),
        journal,
        tab,
        stage,
        dice: createDice(seed, `client ${journal.name}`),
        subscription: () => link.subscription,
        isChatOver: () => parts.isChatOver(seat.contactId),
      });
      clients.push(client);
      client.connect();
    },
    closeManager: () => manager?.closeWebSocket(),
    kill(tells) {
      stage.trace?.(name, "is gone");
      for (const { journal } of clients) journal.goneAtMs = stage.clock.nowMs();
      tab.kill();
      link.kill(tells);
    },
  };
}

const isEstablished = ({ name }: Journal["entries"][number]) => name === "CONNECTION_ESTABLISHED";

interface Place {
  readonly chatJS: ChatJS;
  readonly control: Control;
  readonly link: Link;
}

function openManager(agentId: string, { chatJS, control, link }: Place): WebSocketManager {
  const manager = chatJS.WebSocketManager.create();
  void manager.init(() => link.ask("the desk's transport", () => control.agentTransport(agentId, ORIGIN)));
  return manager;
}

function createSession(
  seat: Seat,
  manager: WebSocketManager | undefined,
  { chatJS, control, link }: Place,
): CustomerChatSession | AgentChatSession {
  const { contactId, initialContactId, participantId, participantToken } = seat;
  const chatDetails = { contactId, initialContactId, participantId, participantToken };
  if (!manager) return chatJS.ChatSession.create({ type: "CUSTOMER", chatDetails });
  const getConnectionToken = () =>
    link.ask("the desk's token", () => control.connectionToken({ contactId, participantId }));
  return chatJS.ChatSession.create({
    type: "AGENT",
    chatDetails: { ...chatDetails, getConnectionToken },
    websocketManager: manager,
  });
}
