import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { accept, connection, message, NARROW, said, say, usePlayground } from "./playground.js";

const { emulator, openDesk, startChat } = usePlayground();

const setUp = async () => {
  const [customer, desk] = [await startChat("Avery"), await openDesk()];
  const pane = await accept(desk, customer);
  // Pauses are drawn at random: these are long enough for a countdown.
  await customer.evaluate(() => (Math.random = () => 0.4));
  await desk.getByTestId("faults-button").click();
  return { customer, desk, pane };
};
const press = (desk: Page, fault: string) => desk.getByTestId(`fault-${fault}`).click();
const isPressed = (desk: Page, fault: string, pressed: boolean) =>
  desk.locator(`[data-testid=fault-${fault}][aria-pressed=${pressed}]`).waitFor();
const hits = (desk: Page, fault: string) =>
  desk.locator(`[data-fault=${fault}]`).getByTestId("fault-hits").textContent();
const onlyThisChat = (desk: Page) => desk.getByTestId("scope-chat").check();
const heal = async (desk: Page) => {
  await desk.getByTestId("heal").click();
  await desk.getByTestId("faults-status").filter({ hasText: "Everything works again" }).waitFor();
};
/** What a browser does when its network is back: the library looks at its connection at once. */
const networkIsBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("online")));
const attempt = (page: Page, number: number) =>
  page.locator(`[data-testid=connection-state][data-attempt="${number}"]`).waitFor();

/** Every sentence of the page's connection from now on. */
async function watchConnection(page: Page): Promise<() => Promise<string[]>> {
  const handle = await page.getByTestId("connection-state").evaluateHandle((banner) => {
    const sentences: string[] = [];
    new MutationObserver(() => {
      const sentence = banner.querySelector(".connection__text")!.textContent;
      if (sentence !== sentences.at(-1)) sentences.push(sentence);
    }).observe(banner, { childList: true, subtree: true, characterData: true });
    return sentences;
  });
  return () => handle.jsonValue();
}

describe("an outage made with the panel", () => {
  it("is counted down, and what was missed comes once and in order", async () => {
    const { customer, desk, pane } = await setUp();
    const sentences = await watchConnection(customer);
    await say(pane, "before");
    await message(customer, "before").waitFor();
    await onlyThisChat(desk);
    await press(desk, "refuse");
    await isPressed(desk, "refuse", true);
    await press(desk, "abort");
    await connection(customer, "reconnecting");
    for (const text of ["one", "two", "three"]) {
      await say(pane, text);
      await message(pane, text).waitFor();
    }
    await attempt(customer, 3);
    await expect.poll(() => hits(desk, "refuse")).toMatch(/^[2-9] hits$/);
    expect(await message(customer, "one").count()).toBe(0);

    await heal(desk);
    await isPressed(desk, "refuse", false);
    await networkIsBack(customer);
    await connection(customer, "connected");
    await customer.getByTestId("recovered-note").filter({ hasText: "3 messages recovered" }).waitFor();
    await say(pane, "after");
    await message(customer, "after").waitFor();
    expect(await said(customer)).toEqual(
      ["before", "one", "two", "three", "after"].map((text) => `AGENT: ${text}`),
    );
    const heard = (await sentences()).join("; ");
    expect(heard).toContain(
      "Reconnecting in 2 s (attempt 1); Reconnecting in 1 s (attempt 1); Reconnecting…",
    );
    expect(heard).toMatch(/\(attempt 2\); Reconnecting….*\(attempt 3\).*; Connected$/);

    await customer.getByTestId("dismiss-recovered").click();
    await customer.getByTestId("recovered-note").waitFor({ state: "detached" });
  });

  it("of all sockets is over soon for both sides", async () => {
    const { customer, desk, pane } = await setUp();
    const [ofCustomer, ofPane] = [await watchConnection(customer), await watchConnection(desk)];
    await press(desk, "drop");
    await expect.poll(() => hits(desk, "drop")).toBe("2 sockets");
    for (const sentences of [ofCustomer, ofPane])
      await expect.poll(async () => (await sentences()).join("; ")).toMatch(/Reconnecting.*; Connected$/);
    await say(pane, "still here");
    await message(customer, "still here").waitFor();
    await say(customer, "so am I");
    await message(pane, "so am I").waitFor();
  });

  it("that leaves the socket half-open is noticed, and heals", async () => {
    const { customer, desk, pane } = await setUp();
    await onlyThisChat(desk);
    await press(desk, "halfOpen");
    await expect.poll(() => hits(desk, "halfOpen")).toBe("1 socket");
    await say(pane, "can you hear me?");
    await message(pane, "can you hear me?").waitFor();
    await connection(customer, "connected");

    await networkIsBack(customer);
    await connection(customer, "reconnecting");
    await connection(customer, "connected");
    await customer.getByTestId("recovered-note").filter({ hasText: "1 message recovered" }).waitFor();
    expect(await said(customer)).toEqual(["AGENT: can you hear me?"]);
  });

  it("with a transcript that is refused leaves a note, which loads what is missing", async () => {
    const { customer, desk, pane } = await setUp();
    await say(pane, "before");
    await message(customer, "before").waitFor();
    emulator().control.injectFault({ kind: "httpError", status: 403, operation: "GetTranscript" });
    await onlyThisChat(desk);
    await press(desk, "refuse");
    await isPressed(desk, "refuse", true);
    await press(desk, "drop");
    await connection(customer, "reconnecting");
    await say(pane, "missing");
    await message(pane, "missing").waitFor();
    await press(desk, "refuse");
    await isPressed(desk, "refuse", false);
    await networkIsBack(customer);
    await connection(customer, "connected");

    const note = customer.getByTestId("gap-note");
    await note.filter({ hasText: /Some messages may be missing since \d/ }).waitFor();
    await note.getByTestId("load-gap").click();
    await note.filter({ hasText: "could not be loaded" }).waitFor();
    await heal(desk);
    await note.getByTestId("load-gap").click();
    await note.waitFor({ state: "detached" });
    await customer.getByTestId("recovered-note").filter({ hasText: "1 message loaded" }).waitFor();
    expect(await said(customer)).toEqual(["AGENT: before", "AGENT: missing"]);
  });
});

describe("requests that the panel lets fail", () => {
  it("leave a throttled message to be tried again, and it is sent once", async () => {
    const { customer, desk, pane } = await setUp();
    await press(desk, "throttle");
    await isPressed(desk, "throttle", true);
    await say(customer, "in a hurry");
    await customer.locator("[data-testid=message][data-status=failed]").waitFor();
    await expect.poll(() => hits(desk, "throttle")).toMatch(/^[1-9]\d* hits?$/);
    await press(desk, "throttle");
    await isPressed(desk, "throttle", false);
    await customer.getByTestId("retry-button").click();
    await message(pane, "in a hurry").waitFor();
    await expect.poll(() => said(customer)).toEqual(["CUSTOMER: in a hurry"]);
    expect(await said(pane)).toEqual(["CUSTOMER: in a hurry"]);
  });

  it("and frames that come twice and in another order, show each message once and in order", async () => {
    const { customer, desk, pane } = await setUp();
    for (const fault of ["duplicate", "shuffle"]) {
      await press(desk, fault);
      await isPressed(desk, fault, true);
    }
    const [contact] = emulator().control.listContacts();
    const agent = contact!.participants.find(({ role }) => role === "AGENT");
    const of = { contactId: contact!.contactId, participantId: agent!.participantId };
    const texts = Array.from({ length: 12 }, (_, index) => `line ${index}`);
    for (const content of texts) {
      const { AbsoluteTime } = emulator().control.say({ ...of, content });
      // What is said in one millisecond has no order but that of its arrival.
      await expect.poll(() => Date.now(), { interval: 1 }).toBeGreaterThan(Date.parse(AbsoluteTime));
    }
    for (const place of [customer, pane])
      await expect.poll(() => said(place)).toEqual(texts.map((text) => `AGENT: ${text}`));
    await expect.poll(() => hits(desk, "shuffle")).toMatch(/hits$/);
  });

  it("do not stop a chat whose tokens expired", async () => {
    const { customer, desk, pane } = await setUp();
    await press(desk, "expire");
    await expect.poll(() => hits(desk, "expire")).toMatch(/^[1-9] tokens?$/);
    await say(customer, "with a new token");
    await message(pane, "with a new token").waitFor();
    expect(await said(customer)).toEqual(["CUSTOMER: with a new token"]);
  });
});

describe("the panel", () => {
  it("is closed at first, and is used with the keyboard alone", async () => {
    const desk = await openDesk();
    const [button, panel] = [desk.getByTestId("faults-button"), desk.getByTestId("faults-panel")];
    await panel.waitFor({ state: "hidden" });
    await button.press("Enter");
    await panel.waitFor();
    expect(await button.getAttribute("aria-expanded")).toBe("true");
    await desk.getByTestId("fault-slow").press("Space");
    await isPressed(desk, "slow", true);
    await desk.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await desk.getByTestId("faults-active").filter({ hasText: "1 on" }).waitFor();
  });

  it("shows after a reload, and at another desk, what is on", async () => {
    const { desk } = await setUp();
    await onlyThisChat(desk);
    await press(desk, "serverError");
    await isPressed(desk, "serverError", true);
    const other = await openDesk();
    await other.getByTestId("faults-active").filter({ hasText: "1 on" }).waitFor();
    await other.reload();
    await other.getByTestId("faults-active").filter({ hasText: "1 on" }).waitFor();
    await other.getByTestId("faults-button").click();
    await isPressed(other, "serverError", false);
    await other.locator("[data-fault=serverError]").filter({ hasText: "On for another chat" }).waitFor();
    await heal(other);
    await isPressed(desk, "serverError", false);
    expect(emulator().control.listFaults()).toEqual([]);
  });

  it("has bad days that can be switched on and off while a chat goes on", async () => {
    const { customer, desk, pane } = await setUp();
    await onlyThisChat(desk);
    await press(desk, "duplicate-delivery");
    await isPressed(desk, "duplicate-delivery", true);
    await desk.getByTestId("faults-active").filter({ hasText: "1 on" }).waitFor();
    const texts = Array.from({ length: 6 }, (_, index) => `line ${index}`);
    for (const text of texts) await say(pane, text);
    await expect.poll(() => said(customer)).toHaveLength(texts.length);
    await expect.poll(() => hits(desk, "duplicate-delivery")).toMatch(/^[1-9]\d* hits?$/);

    await press(desk, "subway");
    await isPressed(desk, "subway", true);
    const { control } = emulator();
    const isBetweenTunnels = () =>
      control.listProfiles().every(({ active }) => active.every(({ phase }) => phase === undefined));
    while (isBetweenTunnels()) control.advanceClock(1_000);
    await desk.locator("[data-fault=subway]").filter({ hasText: "Now: " }).waitFor();
    for (const day of ["subway", "duplicate-delivery"]) {
      await press(desk, day);
      await isPressed(desk, day, false);
    }
    expect(emulator().control.listFaults()).toEqual([]);
  });

  it("says why something was refused until something else is asked for", async () => {
    const desk = await openDesk();
    await desk.getByTestId("faults-button").click();
    await press(desk, "slow");
    await isPressed(desk, "slow", true);
    await desk.route("**/control/sockets/drop", (route) => route.abort());
    await press(desk, "drop");
    const problem = desk.getByTestId("faults-problem");
    await problem.filter({ hasText: "unable to cut the connections" }).waitFor();
    for (let refreshes = 0; refreshes < 3; refreshes++)
      await desk.waitForResponse((response) => response.url().endsWith("/control/faults"));
    expect(await problem.textContent()).toContain("unable to cut the connections");
    await heal(desk);
    await expect.poll(() => problem.textContent()).toBe("");
  });

  it("needs no sideways scrolling on a narrow screen, and gives the desk back", async () => {
    const { desk, pane } = await setUp();
    await desk.setViewportSize(NARROW);
    await press(desk, "slow");
    await isPressed(desk, "slow", true);
    await pane.waitFor({ state: "hidden" });
    const widths = await desk
      .getByTestId("faults-panel")
      .evaluate((panel) => [document.documentElement.scrollWidth, panel.scrollWidth]);
    expect(widths).toEqual([NARROW.width, NARROW.width]);
    await desk.getByTestId("faults-close").click();
    await pane.waitFor();
  });
});
