import type { Control, Emulator } from "amazon-connect-chat-emulator";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { ChatStorage } from "../../packages/chatjs/src/parts/resume/chatStorage.js";
import { readKeptChatOn } from "../../packages/chatjs/src/parts/resume/keepSession.js";
import { createFakeWindows } from "../../packages/chatjs/test/fakeTabs.js";
import type { FakeWindows } from "../../packages/chatjs/test/fakeTabs.js";
import type { Dice } from "./dice.js";
import { openPartsPage } from "./partsPage.js";
import type { PartsPage, PartsQueue } from "./partsPage.js";
import type { ChatDetails } from "./partsSession.js";
import type { Stage } from "./stage.js";

/** A customer, the agents of the chat, and the browser with its pages. */
export interface PartsCustomer {
  readonly name: string;
  readonly chat: ChatDetails;
  /** Messages of the contact that the chat goes on from. */
  readonly pastMessages: number;
  readonly windows: FakeWindows | undefined;
  /** Whether the parts come to sessions of the root. */
  readonly isLate: boolean;
  /** How wrong the clock of the customer's machine is, in milliseconds. */
  readonly skewMs: number;
  readonly stored: Map<string, string>;
  /** All that there ever were, in the order of opening. */
  readonly pages: PartsPage[];
  /** Participants of agents who are in the chat. */
  readonly agents: Set<string>;
  /** Reloads that found no chat, though it went on. */
  lostChats: number;
}

export interface PartsWorld {
  readonly customers: readonly PartsCustomer[];
  readonly control: Control;
  /** Pages that are there. */
  alivePages(customer: PartsCustomer): readonly PartsPage[];
  isOver(customer: PartsCustomer): boolean;
  /** Whether the flow waits for the customer to sign in. */
  isSigningIn(customer: PartsCustomer): boolean;
  transcriptOf(customer: PartsCustomer): readonly ChatItem[];
  /** Another agent joins the chat. */
  invite(customer: PartsCustomer): void;
  /** One agent hands the chat to another one. */
  transfer(customer: PartsCustomer, participantId: string): void;
  open(customer: PartsCustomer, chatDetails?: ChatDetails, queue?: PartsQueue): void;
  /** The page is gone, and another one gets into the chat by what was kept. */
  reload(customer: PartsCustomer, page: PartsPage, tells: boolean, afterMs: number): void;
}

export interface PartsWorldOptions {
  readonly stage: Stage;
  readonly seed: number;
  readonly dice: Dice;
  readonly emulator: Emulator;
  readonly escaped: (what: string, error: unknown) => void;
}

const storageOf = ({ stored }: PartsCustomer): ChatStorage => ({
  getItem: (key) => stored.get(key),
  setItem: (key, value) => void stored.set(key, value),
  removeItem: (key) => void stored.delete(key),
});

const INTERACTIVE = "application/vnd.amazonaws.connect.message.interactive";
const CONTENT_TYPES = ["text/plain", "text/markdown", INTERACTIVE, `${INTERACTIVE}.response`];

export function createPartsWorld({ stage, seed, dice, emulator, escaped }: PartsWorldOptions): PartsWorld {
  const { control } = emulator;
  let agentCount = 0;
  /** A chat, with so many messages in the one that it goes on from, if any. */
  const start = (displayName: string, pastMessages: number): ChatDetails => {
    const request = { displayName, supportedContentTypes: CONTENT_TYPES };
    if (pastMessages === 0) return control.startChat(request);
    const { contactId } = control.startChat(request);
    for (let count = 0; count < pastMessages; count++)
      control.say({ contactId, content: `said ${count} before` });
    control.end(contactId);
    const persistentChat = { rehydrationType: "ENTIRE_PAST_SESSION", sourceContactId: contactId } as const;
    return control.startChat({ ...request, persistentChat });
  };
  const isSigningIn = ({ chat: { contactId } }: PartsCustomer) => {
    if (control.getContact(contactId).contact.endedAt !== undefined) return false;
    const told = control
      .items()
      .filter((each) => each.contactId === contactId && /authentication/.test(each.item.ContentType ?? ""));
    return /initiated$/.test(told.at(-1)?.item.ContentType ?? "");
  };
  const world: PartsWorld = {
    control,
    customers: Array.from({ length: dice.between(1, 2) }, (_, index): PartsCustomer => {
      const name = `customer-${index + 1}`;
      const isLate = dice.chance(0.3);
      const pastMessages = dice.chance(0.3) ? dice.between(1, 150) : 0;
      return {
        name,
        chat: start(name, pastMessages),
        pastMessages,
        isLate,
        windows: !isLate && dice.chance(0.6) ? createFakeWindows(stage.queueTask) : undefined,
        skewMs: dice.chance(0.5) ? 0 : dice.between(-7_200_000, 7_200_000),
        stored: new Map(),
        pages: [],
        agents: new Set(),
        lostChats: 0,
      };
    }),
    alivePages: ({ pages }) => pages.filter(({ tab }) => tab.isAlive),
    isSigningIn,
    isOver: ({ chat }) => control.getContact(chat.contactId).contact.endedAt !== undefined,
    transcriptOf: ({ chat }) => control.getContact(chat.contactId).transcript,
    invite({ agents, chat: { contactId } }) {
      const agentId = `agent-${++agentCount}`;
      const { participantId } = control.inviteAgent({ contactId, displayName: agentId, agentId });
      control.join({ contactId, participantId });
      agents.add(participantId);
    },
    transfer({ name, agents, chat: { contactId } }, from) {
      const agentId = `agent-${++agentCount}`;
      const { participantId } = control.transfer({
        contactId,
        participantId: from,
        displayName: agentId,
        agentId,
      });
      stage.trace?.(name, "is transferred");
      control.join({ contactId, participantId });
      agents.delete(from);
      agents.add(participantId);
    },
    open(customer, chatDetails = customer.chat, queue = { stored: new Map(), given: [] }) {
      const { pages, windows, skewMs, isLate } = customer;
      const { contactId } = customer.chat;
      pages.push(
        openPartsPage({
          name: `${customer.name}.${pages.length + 1}`,
          chatDetails,
          stage,
          seed,
          emulator,
          windows,
          skewMs,
          isLate,
          signedIn(outcome) {
            if (isSigningIn(customer)) control.finishAuthentication({ contactId, outcome });
          },
          storage: storageOf(customer),
          queue,
          escaped,
        }),
      );
    },
    reload(customer, page, tells, afterMs) {
      page.kill(tells);
      stage.clock.setTimer(afterMs, () => {
        if (world.isOver(customer)) return;
        void readKeptChatOn(page.platform, storageOf(customer)).then((kept) => {
          if (kept) world.open(customer, kept, page.queue);
          else if (!world.isOver(customer)) customer.lostChats += 1;
        });
      });
    },
  };
  for (const customer of world.customers) world.open(customer);
  return world;
}
