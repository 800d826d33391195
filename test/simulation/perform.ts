import type { FaultRule } from "amazon-connect-chat-emulator";
import type { ChatClient } from "./chatClient.js";
import type { Page } from "./page.js";
import type { Action, Step } from "./schedule.js";
import { targetOf } from "./targets.js";
import type { World } from "./world.js";

type ActionOf<Name extends Action["do"]> = Extract<Action, { readonly do: Name }>;

/** Makes steps happen; what they began and must end goes on by itself. */
export interface Performer {
  perform(step: Step): void;
  /** Ends every fault, cut, freeze and sleep. */
  heal(): void;
}

const at = <Entry>(list: readonly Entry[], index: number): Entry | undefined => list[index % list.length];
const MAX_TABS = 3;

export function createPerformer(world: World): Performer {
  const { stage, control } = world;
  const { clock } = stage;
  const frozenUntilMs = new Map<Page, number>();
  const cutUntilMs = new Map<Page, number>();
  let losesUntilMs = 0;

  const liveChats = () => world.chats.filter(({ customer }) => !world.isChatOver(customer.contactId));
  const liveClients = ({ clients }: Page) =>
    clients.filter(({ journal }) => !world.isChatOver(journal.seat.contactId));
  const usable = (index: number): { page: Page; client: ChatClient } | undefined => {
    const page = at(world.pages, index);
    const client = page && at(liveClients(page), index);
    return page && client && !page.tab.isFrozen ? { page, client } : undefined;
  };
  const act = (index: number, what: (client: ChatClient) => void) => {
    const found = usable(index);
    if (found) found.page.tab.enter("a call", () => what(found.client));
  };
  /** Runs `end` after `forMs`, unless the same was begun again for longer. */
  const until = (ends: Map<Page, number>, page: Page, forMs: number, end: () => void) => {
    const endMs = Math.max(ends.get(page) ?? 0, clock.nowMs() + forMs);
    ends.set(page, endMs);
    clock.setTimer(endMs - clock.nowMs(), () => {
      if (ends.get(page) === endMs) end();
    });
  };
  const thaw = (page: Page) => {
    frozenUntilMs.delete(page);
    page.tab.thaw();
  };
  const restore = (page: Page) => {
    cutUntilMs.delete(page);
    page.link.restore();
  };
  const inject = (page: Page | undefined, rule: FaultRule) => {
    control.injectFault({ ...rule, ...(page && targetOf(page)) });
  };
  const repeat = (count: number, everyMs: number, what: () => void) => {
    for (let index = 0; index < count; index++) clock.setTimer(index * everyMs, what);
  };
  const say = (contactId: string) => {
    if (!world.isChatOver(contactId)) control.say({ contactId, content: `flow says at ${clock.nowMs()}` });
  };
  const sayTo = (pages: readonly Page[]) => {
    const journals = pages.flatMap(({ clients }) => clients.map(({ journal }) => journal));
    new Set(journals.map(({ seat }) => seat.contactId)).forEach(say);
  };
  const sleep = (page: Page, forMs: number, wake: () => void) => {
    page.tab.freeze();
    until(frozenUntilMs, page, forMs, () => {
      thaw(page);
      wake();
    });
  };

  const actions: { readonly [Name in Action["do"]]: (action: ActionOf<Name>) => void } = {
    send({ page, count, everyMs, unanswered: times }) {
      const sender = times > 0 && at(world.pages, page);
      if (sender)
        inject(sender, { kind: "httpError", operation: "SendMessage", status: 500, when: "after", times });
      repeat(count, everyMs, () =>
        act(page, (client) =>
          client.send(`${client.journal.name} says ${client.journal.sendings.length + 1}`),
        ),
      );
    },
    say({ contact, count, everyMs }) {
      const chat = at(world.chats, contact);
      if (chat) repeat(count, everyMs, () => say(chat.customer.contactId));
    },
    type: ({ page }) => act(page, (client) => client.type()),
    receipt: ({ page, kind }) => act(page, (client) => client.sendReceipt(kind)),
    history: ({ page }) => act(page, (client) => client.readHistory()),
    invite({ contact, agent }) {
      const chat = at(liveChats(), contact);
      if (chat) world.invite(chat, `agent-${agent + 1}`);
    },
    openTab({ contact }) {
      const chat = at(liveChats(), contact);
      if (chat && world.pages.filter(({ owner }) => owner === chat.customer).length < MAX_TABS)
        world.openCustomerPage(chat);
    },
    closeTab({ page, tells }) {
      const closing = at(world.pages, page);
      if (closing) world.closePage(closing, tells);
    },
    reload({ page, tells }) {
      const old = at(world.pages, page);
      if (!old) return;
      world.closePage(old, tells);
      world.reopen(old);
    },
    hide: ({ page }) => at(world.pages, page)?.tab.show(false),
    show: ({ page }) => at(world.pages, page)?.tab.show(true),
    freeze({ page: index, forMs }) {
      const page = at(world.pages, index);
      if (!page) return;
      page.tab.show(false);
      sleep(page, forMs, () => page.tab.show(true));
    },
    sleep({ page: index, forMs, wakes }) {
      const page = at(world.pages, index);
      if (!page) return;
      if (wakes === "visible") page.tab.show(false);
      page.link.cut("silent");
      until(cutUntilMs, page, forMs, () => restore(page));
      sleep(page, forMs, () => {
        if (wakes === "visible") page.tab.show(true);
        if (wakes === "online") page.tab.tellOnline(true);
      });
    },
    setClock: ({ page, byMs }) => at(world.pages, page)?.tab.shiftClock(byMs),
    cut({ page: index, kind, forMs, tells }) {
      const page = at(world.pages, index);
      if (!page) return;
      page.link.cut(kind);
      if (tells) page.tab.tellOnline(false);
      until(cutUntilMs, page, forMs, () => {
        restore(page);
        if (tells) page.tab.tellOnline(true);
      });
    },
    tellOnline: ({ page }) => at(world.pages, page)?.tab.tellOnline(true),
    fault({ page: index, rule }) {
      const page = index === null ? undefined : at(world.pages, index);
      if (index !== null && !page) return;
      if (rule.kind === "delayFrames") {
        // Two at once would delay an item beyond the overlap that the library promises.
        if (clock.nowMs() < losesUntilMs) return;
        losesUntilMs = clock.nowMs() + (rule.forMs ?? 0) + rule.ms + (rule.jitterMs ?? 0);
      }
      const target = page && targetOf(page);
      world.blame.note(rule, target?.agentId ?? target?.participantId);
      inject(page, rule);
    },
    drop({ page: index, how, count, everyMs }) {
      const page = index === null ? undefined : at(world.pages, index);
      if (index !== null && !page) return;
      control.dropSockets({ ...(page && targetOf(page)), how });
      repeat(count, everyMs, () => sayTo(page ? [page] : world.pages));
    },
    lose({ page: index, probability, count, everyMs }) {
      const page = at(world.pages, index);
      if (!page || clock.nowMs() < losesUntilMs) return;
      const forMs = count * everyMs;
      losesUntilMs = clock.nowMs() + forMs;
      inject(page, { kind: "dropFrames", probability, forMs: forMs + 1 });
      repeat(count, everyMs, () => sayTo([page]));
      clock.setTimer(forMs, () => control.dropSockets({ ...targetOf(page), how: "abort" }));
    },
    expire({ page: index, kind }) {
      const page = at(world.pages, index);
      if (!page) return;
      for (const { journal } of liveClients(page)) {
        const { contactId, participantId } = journal.seat;
        if (kind === "participantToken") world.blame.expired(journal.seat);
        control.expireTokens({ contactId, participantId, kind });
      }
    },
    leave: ({ page }) => act(page, (client) => client.leave()),
    end({ contact }) {
      const chat = at(liveChats(), contact);
      if (chat) control.end(chat.customer.contactId);
    },
    wait: () => undefined,
    profile: ({ profile }) => void control.applyProfile({ profile }),
    file: ({ page }) =>
      act(page, (client) =>
        client.sendFile(`${client.journal.name} file ${client.journal.files.length + 1}`),
      ),
  };

  return {
    perform(step) {
      // The key decides the type of the action and of its function together.
      (actions[step.do] as (action: Action) => void)(step);
    },
    heal() {
      control.clearFaults();
      for (const page of world.pages) {
        const wasCut = page.link.isCut;
        restore(page);
        thaw(page);
        page.tab.show(true);
        if (wasCut) page.tab.tellOnline(true);
      }
    },
  };
}
