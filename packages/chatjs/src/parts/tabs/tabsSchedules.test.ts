import fc from "fast-check";
import { expect, it } from "vitest";
import { CHAT, message } from "../../../test/fakeService.js";
import { createFakeBrowser } from "../../../test/fakeTabs.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { tabs } from "./tabs.js";

type Step =
  | { readonly do: "open" | "say" | "drop" }
  | { readonly do: "kill" | "hang" | "freeze" | "thaw" | "leave"; readonly nth: number }
  | { readonly do: "wait"; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step>({ do: "say" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "open" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "drop" }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("kill", "hang", "freeze", "thaw", "leave"),
      nth: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), seconds: fc.nat(40) }) },
);

/** Two tabs hang; a third one leads, hears what is said, and loses its socket while they wake up. */
const TAKEN_OVER: readonly Step[] = [
  { do: "open" },
  { do: "hang", nth: 1 },
  { do: "hang", nth: 0 },
  { do: "open" },
  { do: "say" },
  { do: "wait", seconds: 5 },
  { do: "say" },
  { do: "wait", seconds: 0 },
  { do: "drop" },
];

/** A tab wakes up, hears what was said last, and loses the connection before it has read what was said before. */
const OVERTAKEN: readonly Step[] = [
  { do: "open" },
  { do: "open" },
  { do: "hang", nth: 0 },
  { do: "hang", nth: 2 },
  { do: "say" },
  { do: "kill", nth: 0 },
  { do: "say" },
  { do: "drop" },
  { do: "open" },
];

/** A chat whose service is up all the time, and whose tabs go through these steps. */
async function play(steps: readonly Step[], seed: number) {
  const browser = createFakeBrowser(seed);
  const { platform } = browser;
  const said: string[] = [];
  const items: object[] = [];
  const open = () => platform.sockets.filter(({ readyState }) => readyState === 1);
  platform.onSocket = () =>
    platform.queueTask(() => {
      if (platform.socket().readyState === 0) browser.accept();
    });
  browser.answers.set("/participant/transcript", () => ({
    body: { InitialContactId: CHAT.contactId, Transcript: items },
  }));
  const all: {
    readonly session: ReturnType<typeof openTab>["session"];
    readonly tab: ReturnType<typeof browser.openTab>;
    readonly heard: string[];
    /** What has waited for three seconds for what it overtook, and then came though the connection was away. */
    readonly overtook: Set<string>;
    /** What was said before it connected is history. */
    from: number;
    isAsleep: boolean;
  }[] = [];
  const openTab = () => {
    const tab = browser.openTab();
    const session = customerSessionOn(tab.platform, { chatDetails: CHAT, parts: [tabs()] });
    return { tab, session };
  };
  const waitFor = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 1) {
      await platform.advance(1_000);
      // The service lives.
      for (const socket of open()) socket.receive({ topic: "aws/heartbeat" });
    }
    await platform.settle();
  };
  const wake = ({ tab }: (typeof all)[number]) => {
    tab.hang(false);
    tab.lifecycle("resume");
  };
  for (const each of steps) {
    const chosen = "nth" in each ? all[each.nth % Math.max(all.length, 1)] : undefined;
    if (each.do === "open" && all.length < 4) {
      const tab = openTab();
      const [heard, overtook]: [string[], Set<string>] = [[], new Set()];
      let isAway = false;
      tab.session.onConnectionLost(() => (isAway = true));
      tab.session.onConnectionEstablished(() => (isAway = false));
      tab.session.onMessage(({ data: { Id } }) => {
        heard.push(Id);
        if (isAway) overtook.add(Id);
      });
      const chat = { ...tab, heard, overtook, from: Infinity, isAsleep: false };
      all.push(chat);
      tab.session.onConnectionEstablished(() => (chat.from = Math.min(chat.from, said.length)));
      // It may be left before it is connected.
      tab.session.connect().catch(() => undefined);
    } else if (each.do === "say") {
      const id = `m${said.length}`;
      const item = message(id, { AbsoluteTime: new Date(platform.nowMs()).toISOString() });
      said.push(id);
      items.push(item);
      const frame = { topic: "aws/chat", contentType: "application/json", content: JSON.stringify(item) };
      for (const socket of open()) socket.receive(frame);
    } else if (each.do === "drop") for (const socket of open()) socket.close();
    else if (each.do === "wait") await waitFor(each.seconds);
    else if (chosen && each.do === "kill") {
      chosen.tab.kill();
      all.splice(all.indexOf(chosen), 1);
    } else if (chosen && each.do === "leave") {
      wake(chosen);
      void chosen.session.breakConnection();
      all.splice(all.indexOf(chosen), 1);
    } else if (chosen && each.do === "hang") chosen.tab.hang(true);
    else if (chosen && each.do === "freeze") {
      chosen.tab.lifecycle("freeze");
      chosen.tab.hang(true);
    } else if (chosen) wake(chosen);
    await platform.settle();
    await platform.advance(10);
  }
  all.forEach(wake);
  await waitFor(90);
  return { browser, all, said, open };
}

it("whatever becomes of the tabs, those that live have one socket, and each has heard each message once and in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), fc.nat(999), async (steps, seed) => {
      const { browser, all, said, open } = await play([{ do: "open" }, ...steps], seed);
      expect(open()).toHaveLength(Math.min(all.length, 1));
      expect(all.filter(({ session }) => session.tabs.isLeader)).toHaveLength(Math.min(all.length, 1));
      for (const { session, heard, overtook, from } of all) {
        expect(session.getConnectionStatus()).toBe("Established");
        expect(session.tabs.count).toBe(all.length);
        expect(new Set(heard).size).toBe(heard.length);
        const since = said.slice(from);
        expect(heard.filter((id) => since.includes(id) && !overtook.has(id))).toEqual(
          since.filter((id) => !overtook.has(id)),
        );
      }
      expect(browser.channels).toBe(all.length);
      for (const { session } of all) void session.breakConnection();
      await browser.platform.settle();
      await browser.platform.settle();
      expect([browser.locks, browser.channels, open().length]).toEqual([0, 0, 0]);
    }),
    {
      numRuns: 150,
      examples: [
        [TAKEN_OVER, 0],
        [OVERTAKEN, 249],
      ],
    },
  );
});
