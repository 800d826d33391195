import { pick } from "./dice.js";
import type { Dice } from "./dice.js";
import { drawPartsFault } from "./partsFaults.js";
import type { PartsPage } from "./partsPage.js";
import type { PartsCustomer, PartsWorld } from "./partsWorld.js";
import type { CutKind } from "./pipes.js";
import type { Stage } from "./stage.js";

const CUTS: readonly CutKind[] = ["noticed", "silent", "stalled"];
const MAX_TABS = 3;

/** What can happen to a customer, by name, each as often among a hundred as its weight says. */
export type PartsActions = Readonly<
  Record<string, readonly [weight: number, act: (customer: PartsCustomer) => void]>
>;

export function createPartsActions(
  world: PartsWorld,
  { stage, dice, counts }: { stage: Stage; dice: Dice; counts: { reloads: number; crashes: number } },
): PartsActions {
  const { control } = world;
  const { clock } = stage;
  let serial = 0;

  const someone = (customer: PartsCustomer): PartsPage | undefined => {
    const pages = world.alivePages(customer);
    return pages.length > 0 ? pick(dice, pages) : undefined;
  };
  const act = (customer: PartsCustomer, what: (page: PartsPage) => void) => {
    const page = someone(customer);
    if (page && page.isLive && !world.isOver(customer)) page.tab.enter("a call", () => what(page));
  };
  const repeat = (count: number, everyMs: number, what: () => void) => {
    for (let index = 0; index < count; index++) clock.setTimer(index * everyMs, what);
  };
  const agentOf = ({ agents }: PartsCustomer) => {
    const all = [...agents];
    return all.length > 0 && dice.chance(0.7) ? pick(dice, all) : undefined;
  };
  const say = (customer: PartsCustomer) => {
    if (world.isOver(customer)) return;
    const { contactId } = customer.chat;
    control.say({ contactId, participantId: agentOf(customer), content: `says ${++serial}` });
  };
  const cut = (page: PartsPage, kind: CutKind, forMs: number, tells: boolean) => {
    if (page.link.isCut) return;
    page.link.cut(kind);
    if (tells) page.tab.tellOnline(false);
    clock.setTimer(forMs, () => {
      page.link.restore();
      if (tells) page.tab.tellOnline(true);
    });
  };

  return {
    send: [16, (customer) => act(customer, (page) => page.say(`${page.name} says ${++serial}`))],
    sendMany: [
      3,
      (customer) =>
        repeat(dice.between(2, 6), dice.between(0, 300), () =>
          act(customer, (page) => page.say(`${page.name} says ${++serial}`)),
        ),
    ],
    sendQueued: [
      10,
      (customer) =>
        repeat(dice.between(1, 5), dice.between(0, 300), () =>
          act(customer, (page) => page.sayQueued(`${page.name} queues ${++serial}`)),
        ),
    ],
    say: [18, (customer) => repeat(dice.between(1, 5), dice.between(20, 900), () => say(customer))],
    sayMany: [1, (customer) => repeat(dice.between(60, 180), dice.between(20, 200), () => say(customer))],
    stream: [
      6,
      (customer) => {
        const { contactId } = customer.chat;
        const chunks = Array.from(
          { length: dice.between(1, 12) },
          (_, index) => `piece ${index} of ${++serial}. `,
        );
        if (!world.isOver(customer)) control.stream({ contactId, chunks, delayMs: dice.between(20, 900) });
      },
    ],
    ask: [
      4,
      (customer) => {
        if (world.isOver(customer)) return;
        const nth = ++serial;
        const elements = Array.from({ length: 10 }, (_, index) => ({ title: `answer ${index} to ${nth}` }));
        const data = { content: { title: "Which one?", elements } };
        const template = { templateType: "QuickReply", version: "1.0", data };
        control.sendInteractive({ contactId: customer.chat.contactId, template });
      },
    ],
    sendFile: [7, (customer) => act(customer, (page) => page.sendFile(`file-${++serial}.txt`))],
    scan: [
      2,
      (customer) => {
        const { contactId } = customer.chat;
        const verdict = pick(dice, ["approve", "approve", "reject"] as const);
        const delayMs = dice.between(0, 60_000);
        if (!world.isOver(customer)) control.setScanner({ contactId, verdict, delayMs });
      },
    ],
    requeue: [
      1,
      (customer) => {
        const [participantId] = customer.agents;
        if (participantId === undefined || customer.agents.size > 1 || world.isOver(customer)) return;
        control.requeue({ contactId: customer.chat.contactId, participantId });
        customer.agents.delete(participantId);
        stage.trace?.(customer.name, "is back in the queue");
      },
    ],
    endUnheard: [
      1,
      (customer) => {
        for (const page of world.alivePages(customer))
          cut(page, pick(dice, CUTS), dice.between(1_000, 60_000), true);
        clock.setTimer(dice.between(0, 3_000), () => {
          if (!world.isOver(customer)) control.end(customer.chat.contactId);
        });
      },
    ],
    reply: [6, (customer) => act(customer, (page) => page.reply())],
    askToSignIn: [
      3,
      (customer) => {
        const { contactId } = customer.chat;
        const timeoutMs = dice.between(20_000, 100_000);
        if (world.isOver(customer) || world.isSigningIn(customer)) return;
        // Before the customer has come there is nobody to ask.
        const [first] = control.getContact(contactId).contact.participants;
        if (first?.state === "CONNECTED") control.startAuthentication({ contactId, timeoutMs });
      },
    ],
    signIn: [5, (customer) => act(customer, (page) => page.signIn())],
    type: [3, (customer) => act(customer, (page) => page.type())],
    agentTypes: [
      5,
      (customer) => {
        const participantId = agentOf(customer);
        if (participantId && !world.isOver(customer))
          control.type({ contactId: customer.chat.contactId, participantId });
      },
    ],
    invite: [
      5,
      (customer) => {
        if (!world.isOver(customer) && customer.agents.size < 2) world.invite(customer);
      },
    ],
    transfer: [
      2,
      (customer) => {
        const [participantId] = customer.agents;
        if (participantId !== undefined && customer.agents.size < 2 && !world.isOver(customer))
          world.transfer(customer, participantId);
      },
    ],
    agentLeaves: [
      2,
      ({ agents, chat: { contactId }, ...customer }) => {
        const [participantId] = agents;
        // With the last one the chat would end.
        if (participantId === undefined || agents.size < 2 || control.getContact(contactId).contact.endedAt)
          return;
        control.leave({ contactId, participantId });
        agents.delete(participantId);
        stage.trace?.(customer.name, "an agent leaves");
      },
    ],
    end: [
      1,
      (customer) => {
        if (!world.isOver(customer) && dice.chance(0.5)) control.end(customer.chat.contactId);
      },
    ],
    markAllRead: [6, (customer) => act(customer, (page) => page.markAllRead())],
    loadOlder: [4, (customer) => act(customer, (page) => page.loadOlder())],
    openTab: [
      4,
      (customer) => {
        if (world.alivePages(customer).length < MAX_TABS && !world.isOver(customer)) world.open(customer);
      },
    ],
    close: [
      1,
      (customer) => {
        if (world.alivePages(customer).filter(({ notes }) => !notes.isClosed).length > 1)
          act(customer, (page) => page.close());
      },
    ],
    crash: [
      2,
      (customer) => {
        const page = someone(customer);
        if (!page || world.alivePages(customer).length < 2) return;
        counts.crashes += 1;
        page.kill(dice.chance(0.5));
      },
    ],
    reload: [
      5,
      (customer) => {
        const page = someone(customer);
        if (!page || page.notes.isClosed) return;
        counts.reloads += 1;
        world.reload(customer, page, dice.chance(0.5), dice.between(0, 8_000));
      },
    ],
    freeze: [
      4,
      (customer) => {
        const page = someone(customer);
        if (!page || page.tab.isFrozen) return;
        page.tab.show(false);
        page.tab.freeze();
        clock.setTimer(dice.chance(0.6) ? dice.between(200, 8_000) : dice.between(8_000, 90_000), () => {
          page.tab.thaw();
          page.tab.show(true);
        });
      },
    ],
    hide: [
      2,
      (customer) => {
        const page = someone(customer);
        page?.tab.show(false);
        clock.setTimer(dice.between(1_000, 60_000), () => page?.tab.show(true));
      },
    ],
    cut: [
      9,
      (customer) => {
        const kind = pick(dice, CUTS);
        const forMs = dice.chance(0.6) ? dice.between(200, 8_000) : dice.between(8_000, 60_000);
        const tells = dice.chance(0.5);
        // The machine's network, or one page's.
        const pages = dice.chance(0.6) ? world.alivePages(customer) : [someone(customer)];
        for (const page of pages) if (page) cut(page, kind, forMs, tells);
      },
    ],
    fault: [
      22,
      ({ chat: { contactId, participantId } }) =>
        void control.injectFault({ ...drawPartsFault(dice), contactId, participantId }),
    ],
    drop: [
      6,
      ({ chat: { contactId, participantId } }) =>
        void control.dropSockets({
          contactId,
          participantId,
          how: pick(dice, ["close", "abort", "halfOpen"] as const),
        }),
    ],
    expire: [
      2,
      ({ chat: { contactId, participantId } }) =>
        void control.expireTokens({ contactId, participantId, kind: "connectionToken" }),
    ],
    breakConnection: [
      1,
      (customer) =>
        act(customer, (page) => {
          page.notes.hasLetGo = true;
          void page.session.breakConnection();
          page.tab.setTimer(dice.between(0, 20_000), page.connect);
        }),
    ],
  };
}
