import { createEmulator } from "amazon-connect-chat-emulator";
import { acceptChat } from "./acceptChat.js";
import { createBlame } from "./blame.js";
import type { Journal, Seat } from "./journal.js";
import { openPage } from "./page.js";
import type { Page, PageParts } from "./page.js";
import type { Stage } from "./stage.js";
import type { Chat, World } from "./world.js";

export interface WorldOptions {
  readonly stage: Stage;
  readonly seed: number;
  readonly contacts: number;
  readonly tokenLifetimeMs: number;
}

/** Names are counted for each owner, so that the chance of one owner's pages is the same whatever the others do. */
const createNames = () => {
  const counts = new Map<string, number>();
  return (owner: string) => {
    const count = (counts.get(owner) ?? 0) + 1;
    counts.set(owner, count);
    return `${owner}.${count}`;
  };
};

const describeError = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** A world with a customer's page for each contact. */
export function createSimulatedWorld({ stage, seed, contacts, tokenLifetimeMs }: WorldOptions): World {
  const emulator = createEmulator({
    clock: stage.clock,
    seed,
    tokenLifetimeMs,
    flow: { prompts: ["Welcome.", "An agent will be with you."], promptDelayMs: 700 },
  });
  const { control } = emulator;
  const pages: Page[] = [];
  const journals: Journal[] = [];
  const escapes: string[] = [];
  const nameOf = createNames();
  const parts: PageParts = {
    stage,
    seed,
    emulator,
    control,
    escaped: (what, error) => escapes.push(`${what}: ${describeError(error)}`),
    isChatOver: (contactId) => world.isChatOver(contactId),
    addJournal: (journal) => journals.push(journal),
  };
  const open = (owner: Seat | string) => {
    const page = openPage(owner, nameOf(typeof owner === "string" ? owner : owner.name), parts);
    pages.push(page);
    return page;
  };
  const openAgentPage = (agentId: string): Page => {
    const page = open(agentId);
    for (const { agents } of world.chats) {
      const seat = agents.get(agentId);
      if (seat && !world.isChatOver(seat.contactId) && !world.hasLeft(seat)) page.join(seat);
    }
    return page;
  };
  const world: World = {
    stage,
    control,
    chats: Array.from({ length: contacts }, (_, index): Chat => {
      const name = `customer-${index + 1}`;
      const customer: Seat = { role: "CUSTOMER", name, ...control.startChat({ displayName: name }) };
      return { customer, agents: new Map() };
    }),
    pages,
    journals,
    escapes,
    blame: createBlame(),
    calmAtMs: Infinity,
    isChatOver: (contactId) => world.endedAtMs(contactId) < Infinity,
    endedAtMs(contactId) {
      const { endedAt } = control.getContact(contactId).contact;
      return endedAt === undefined ? Infinity : Date.parse(endedAt);
    },
    hasExpired: (contactId) => control.getContact(contactId).contact.state === "EXPIRED",
    hasLeft: ({ contactId, participantId }) =>
      control
        .getContact(contactId)
        .contact.participants.some((each) => each.participantId === participantId && each.state === "LEFT"),
    transcriptOf: (contactId) => control.getContact(contactId).transcript,
    openCustomerPage: ({ customer }) => open(customer).join(customer),
    invite({ customer, agents }, agentId) {
      const { contactId } = customer;
      if (agents.has(agentId) || world.isChatOver(contactId)) return;
      const chat = control.inviteAgent({ contactId, displayName: agentId, agentId });
      const seat: Seat = { role: "AGENT", name: agentId, agentId, ...chat };
      const page = pages.find(({ owner }) => owner === agentId) ?? openAgentPage(agentId);
      agents.set(agentId, seat);
      acceptChat(emulator, seat);
      page.join(seat);
    },
    closePage(page, tells) {
      page.kill(tells);
      pages.splice(pages.indexOf(page), 1);
    },
    reopen({ owner }) {
      if (typeof owner === "string") openAgentPage(owner);
      else if (!world.isChatOver(owner.contactId)) open(owner).join(owner);
    },
    close: () => emulator.close(),
  };
  for (const chat of world.chats) world.openCustomerPage(chat);
  return world;
}
