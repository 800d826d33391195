import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { createEmulator } from "amazon-connect-chat-emulator";
import type { AxeResults } from "axe-core";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { connection, endChat, message, NARROW, notice, say, typing, usePlayground } from "./playground.js";

const { emulator, open, startChat } = usePlayground();

const DESKTOP = { width: 1440, height: 900 };
const openConsole = () => open("/console", DESKTOP);
const contact = (page: Page, name: string) => page.getByTestId("contact").filter({ hasText: name });
const item = (page: Page, text: string) => page.getByTestId("item").filter({ hasText: text });
const participant = (page: Page, name: string) => page.getByTestId("participant").filter({ hasText: name });
const line = (page: Page, text: string | RegExp) =>
  page.getByTestId("traffic-line").filter({ hasText: text });
const choose = async (page: Page, name: string) => {
  await contact(page, name).getByRole("button").click();
  await page.getByTestId("chat").filter({ hasText: name }).waitFor();
};
const joinAs = async (page: Page, name: string) => {
  await page.getByTestId("invite-name").fill(name);
  await page.getByTestId("invite-button").click();
  await participant(page, name).filter({ hasText: "in the chat" }).waitFor();
  await expect.poll(() => speaker(page)).toContain(name);
};
const speaker = (page: Page) =>
  page.getByTestId("speak-as").evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.text);

/** A way to the emulator that can be cut: then nothing goes through, until it is mended. */
async function openLine(port: number) {
  const ends = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, "127.0.0.1");
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.pipe(other);
      end
        .on("error", () => undefined)
        .on("close", () => {
          ends.delete(end);
          other.destroy();
        });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    isCut = true;
    for (const end of ends) end.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => (isCut = false),
    close() {
      cut();
      server.close();
    },
  };
}

/** A customer's page, and a console with that chat in view. */
const setUp = async (name = "Avery") => {
  const [customer, page] = [await startChat(name), await openConsole()];
  await choose(page, name);
  return { customer, page };
};

describe("the agent played from the console", () => {
  it("joins, types, talks, sends samples and ends the chat, which the customer's page shows", async () => {
    const { customer, page } = await setUp();
    await item(page, "Please hold on").waitFor();
    await joinAs(page, "Robin");
    await notice(customer, "Robin joined").waitFor();

    await customer.getByTestId("composer-input").pressSequentially("Whe");
    await page.getByTestId("typing").filter({ hasText: "Avery is typing" }).waitFor();
    await say(customer, "Where is my order?");
    await item(page, "Where is my order?").waitFor();

    await page.getByTestId("composer-input").pressSequentially("On");
    await typing(customer, "Robin is typing").waitFor();
    await say(page, "On its way");
    await message(customer, "On its way").waitFor();
    await item(page, "On its way").filter({ hasText: "read" }).waitFor();

    await page.getByTestId("sample").selectOption("ListPicker");
    await page.getByTestId("send-sample").click();
    await message(customer, "What is it about?").waitFor();
    await item(page, "• Refund").waitFor();

    await page.getByTestId("end-button").click();
    await page.getByTestId("confirm-button").click();
    await connection(customer, "ended");
    await contact(page, "Avery").filter({ hasText: "ended" }).waitFor();
    expect(await page.getByTestId("composer-input").isVisible()).toBe(false);
  });

  it("hands the chat to another agent, who is let in from here too", async () => {
    const { customer, page } = await setUp();
    await joinAs(page, "Robin");
    await participant(page, "Robin").getByTestId("transfer-button").click();
    await page.getByTestId("agent-name").fill("Sam");
    await page.getByTestId("confirm-button").click();
    await participant(page, "Robin").filter({ hasText: "left" }).waitFor();
    await participant(page, "Sam").getByTestId("join-button").click();
    await notice(customer, "Sam joined").waitFor();
    await expect.poll(() => speaker(page)).toContain("Sam");
    await say(page, "Sam here");
    await message(customer, "Sam here").waitFor();
    await participant(page, "Sam").getByTestId("leave-button").click();
    await connection(customer, "ended");
  });

  it("speaks as the customer of a chat that is started with a flow", async () => {
    const page = await openConsole();
    await page.getByTestId("start-fold").getByText("Start a chat").click();
    await page.getByTestId("start-name").fill("Casey");
    await page.getByTestId("start-scenario").selectOption("support-bot");
    await page.getByTestId("start-chat").click();
    await page.getByTestId("chat").filter({ hasText: "Casey" }).waitFor();
    await item(page, "participant.joined").waitFor();
    expect(await speaker(page)).toContain("Casey (customer)");
    await say(page, "I want a refund");
    await page.locator("[data-testid=item][data-role=CUSTOMER]").filter({ hasText: "refund" }).waitFor();
    expect(emulator().control.listContacts()).toMatchObject([{ customerName: "Casey" }]);
  });

  it("says once what is sent twice, and keeps what is written meanwhile", async () => {
    const { customer, page } = await setUp();
    await joinAs(page, "Robin");
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/control/contacts/*/messages", async (route) => {
      await released;
      await route.continue();
    });
    const input = page.getByTestId("composer-input");
    await say(page, "On its way");
    await input.press("Enter");
    await input.pressSequentially("Anything else?");
    release();
    await message(customer, "On its way").waitFor();
    await item(page, "On its way").waitFor();
    await input.press("Enter");
    await message(customer, "Anything else?").waitFor();
    expect(await item(page, "On its way").count()).toBe(1);

    await page.unroute("**/control/contacts/*/messages");
    await page.route("**/control/contacts/*/messages", (route) => route.abort());
    await say(page, "Good bye");
    await page.getByTestId("composer-problem").filter({ hasText: "unable to send the message" }).waitFor();
    expect(await input.inputValue()).toBe("Good bye");
  });

  it("calls the customer by a new name, once there is one", async () => {
    const { page } = await setUp();
    const [{ contactId } = { contactId: "" }] = emulator().control.listContacts();
    emulator().control.sendEvent({
      contactId,
      event: "participant.displayname.updated",
      displayName: "Avery Hill",
    });
    await contact(page, "Avery Hill").waitFor();
    await participant(page, "Avery Hill").waitFor();
    expect(await page.getByTestId("chat").getByRole("heading").textContent()).toBe("Avery Hill");
  });

  it("shows what others say as text, and why something was refused", async () => {
    const { customer, page } = await setUp();
    const markup = '<img src=x onerror="document.title=1"><b>bold</b>';
    await say(customer, markup);
    await item(page, markup).waitFor();
    expect(await page.locator("[data-testid=item] :is(img, b)").count()).toBe(0);
    await say(page, "x".repeat(20_000));
    await page.getByTestId("composer-problem").filter({ hasText: "unable to send the message" }).waitFor();
  });
});

describe("the traffic", () => {
  it("shows requests and frames live, and what they carried without a token", async () => {
    const { customer, page } = await setUp();
    await say(customer, "see me on the wire");
    const request = line(page, "SendMessage").filter({ hasText: /200 · \d+ ms/ });
    await request.filter({ hasText: "Avery" }).waitFor();
    await line(page, /Frame to the client\s*aws\/chat\s*text\/plain/)
      .first()
      .waitFor();
    await request.click();
    await page.getByLabel("Request", { exact: true }).filter({ hasText: "see me on the wire" }).waitFor();
    await page.getByLabel("Answer", { exact: true }).filter({ hasText: "AbsoluteTime" }).waitFor();
    expect(await request.getAttribute("aria-expanded")).toBe("true");

    await startChat("Blair");
    await line(page, "StartChatContact").click();
    const answer = page.getByLabel("Answer", { exact: true }).filter({ hasText: "ParticipantToken" });
    expect(await answer.textContent()).toContain('"ParticipantToken": "pt.***"');
  });

  it("is filtered by kind, text and chat, paused and cleared", async () => {
    const { customer, page } = await setUp();
    await say(customer, "one");
    await line(page, "SendMessage").waitFor();
    await page.getByTestId("traffic-kind").selectOption("frame");
    await line(page, "SendMessage").waitFor({ state: "detached" });
    await page.getByTestId("traffic-kind").selectOption("all");
    await page.getByTestId("traffic-filter").fill("sendmess");
    await expect.poll(() => page.getByTestId("traffic-line").count()).toBe(1);
    await page.getByTestId("traffic-filter").fill("");
    await page.getByTestId("traffic-only-chat").check();
    const blair = await startChat("Blair");
    await say(blair, "not here");
    await say(customer, "two");
    await expect.poll(() => line(page, "SendMessage").count()).toBe(2);
    await page.getByTestId("traffic-only-chat").uncheck();
    await expect.poll(() => line(page, "SendMessage").count()).toBe(3);

    await page.getByTestId("traffic-pause").click();
    await say(customer, "three");
    await page
      .getByTestId("traffic-pause")
      .filter({ hasText: /Go on \(\d+ new\)/ })
      .waitFor();
    expect(await line(page, "SendMessage").count()).toBe(3);
    await page.getByTestId("traffic-pause").click();
    await expect.poll(() => line(page, "SendMessage").count()).toBe(4);
    await page.getByTestId("traffic-filter").fill("nobody said this");
    await page.getByText("Nothing that has passed fits.").waitFor();
    await page.getByTestId("traffic-clear").click();
    await page.getByText("What passes from now on is shown here.").waitFor();
    expect(await page.getByTestId("traffic-line").count()).toBe(0);
  });

  it("of ten thousand frames is drawn line by line, and its lists are bounded", async () => {
    const { control } = emulator();
    const { contactId, participantId, participantToken } = control.startChat({ displayName: "Avery" });
    const page = await openConsole();
    const { socket, count } = await subscriber(participantToken);
    await choose(page, "Avery");
    const before = count();
    await page.evaluate(() => {
      const drawn = { count: 0 };
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) drawn.count += addedNodes.length;
      }).observe(document.body, { childList: true, subtree: true });
      Object.assign(window, { drawn });
    });
    for (let batch = 0; batch < 100; batch++) {
      for (let frame = 0; frame < 100; frame++) control.type({ contactId, participantId });
      await expect.poll(count, { interval: 1 }).toBeGreaterThanOrEqual(before + (batch + 1) * 100);
    }
    control.say({ contactId, participantId, content: "the last one" });
    await item(page, "the last one").waitFor();
    await line(page, "text/plain").first().waitFor();
    expect(await page.getByTestId("traffic-line").count()).toBeLessThanOrEqual(250);
    const drawn = await page.evaluate(() => (window as unknown as { drawn: { count: number } }).drawn.count);
    // No line twice; what a page that draws its list again for each frame adds is a hundred times as much.
    expect(drawn).toBeLessThan(11_000);
    socket.close();
  });
});

/** A customer's socket that counts what it hears. */
async function subscriber(participantToken: string) {
  const response = await fetch(`${emulator().url}/participant/connection`, {
    method: "POST",
    headers: { "X-Amz-Bearer": participantToken },
    body: JSON.stringify({ Type: ["WEBSOCKET"] }),
  });
  const { Websocket } = (await response.json()) as { Websocket: { Url: string } };
  let heard = 0;
  const socket = new WebSocket(Websocket.Url);
  socket.on("message", () => heard++);
  await once(socket, "open");
  socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}');
  // The answer, joining, and what the flow says.
  await expect.poll(() => heard).toBe(4);
  return { socket, count: () => heard };
}

describe("the tools", () => {
  it("inject a fault that the customer's page feels, count its hits and clear it", async () => {
    const { customer, page } = await setUp();
    await page.getByTestId("tab-faults").click();
    await page.getByLabel("Status").fill("429");
    await page.getByLabel("Operation").selectOption("SendMessage");
    await page.getByTestId("fault-this-chat").check();
    await page.getByTestId("inject-fault").click();
    const fault = page.getByTestId("fault");
    for (const words of ["status 429", "operation SendMessage", "chat of Avery"])
      await fault.filter({ hasText: words }).waitFor();
    await page.getByTestId("tab-faults").filter({ hasText: "1" }).waitFor();
    await say(customer, "in a hurry");
    await customer.locator("[data-testid=message][data-status=failed]").waitFor();
    await fault
      .getByTestId("fault-hits")
      .filter({ hasText: /[1-9]\d* hits?/ })
      .waitFor();

    await page.getByTestId("tab-traffic").click();
    await line(page, "SendMessage").filter({ hasText: "429" }).first().waitFor();
    await page.getByTestId("tab-faults").click();
    await fault.getByRole("button", { name: "Clear Http error" }).click();
    await fault.waitFor({ state: "detached" });
    await customer.getByTestId("retry-button").click();
    await item(page, "in a hurry").waitFor();

    await page.getByLabel("Status").fill("");
    await page.getByTestId("inject-fault").click();
    await page.getByTestId("faults-problem").filter({ hasText: "status" }).waitFor();
  });

  it("begin and end a bad day, for one chat or for all", async () => {
    const { page } = await setUp();
    await page.getByTestId("tab-faults").click();
    await page.getByTestId("fault-this-chat").check();
    const throttled = page.getByTestId("profile-throttled");
    await throttled.click();
    await page.locator("[data-testid=profile-throttled][aria-pressed=true]").waitFor();
    const { contactId } = emulator().control.listContacts()[0]!;
    const active = () =>
      emulator()
        .control.listProfiles()
        .flatMap((listing) => listing.active);
    expect(active()).toMatchObject([{ profile: "throttled", contactId }]);
    await throttled.click();
    await page.locator("[data-testid=profile-throttled][aria-pressed=false]").waitFor();
    expect(active()).toEqual([]);
  });

  it("drop sockets and expire tokens, and the customer's page goes on", async () => {
    const { customer, page } = await setUp();
    await page.getByTestId("tab-sockets").click();
    const socket = page.getByTestId("socket").filter({ hasText: "Avery" });
    await socket.filter({ hasText: "aws/chat" }).waitFor();
    await customer.route("**/participant/connection", (route) => route.abort());
    await socket.getByTestId("drop-abort").click();
    await connection(customer, "reconnecting");
    await page.getByTestId("sockets-status").filter({ hasText: "Cut: 1 socket" }).waitFor();
    await customer.unroute("**/participant/connection");
    // The pauses have grown by now, to half a minute at most.
    await connection(customer, "connected");
    await page.getByTestId("expire-tokens").click();
    await page
      .getByTestId("sockets-status")
      .filter({ hasText: /Expired: [1-9]\d* token/ })
      .waitFor();
    await say(customer, "with a new token");
    await item(page, "with a new token").waitFor();
  });

  it("put the clock forward", async () => {
    const page = await openConsole();
    await page.getByTestId("tab-world").click();
    const clock = page.getByTestId("clock");
    await expect.poll(() => clock.textContent()).toMatch(/^\d{4}-/);
    const readClock = async () => Date.parse(`${(await clock.textContent())!.replace(" ", "T")}Z`);
    const before = await readClock();
    await page.getByTestId("advance-3600000").click();
    await page.getByTestId("world-status").filter({ hasText: "1 h further" }).waitFor();
    expect(await readClock()).toBeGreaterThanOrEqual(before + 3_600_000);
  });

  it("export all chats to a file, and import those of another emulator", async () => {
    const { customer, page } = await setUp();
    await say(customer, "keep me");
    await item(page, "keep me").waitFor();
    await page.getByTestId("tab-world").click();
    const downloading = page.waitForEvent("download");
    await page.getByTestId("export-world").click();
    const saved = await (await downloading).path();
    expect(await readFile(saved, "utf8")).toContain("keep me");
    await page.getByTestId("import-file").setInputFiles(saved);
    await page.getByTestId("world-problem").filter({ hasText: "unable to import the world" }).waitFor();

    const other = createEmulator();
    other.control.startChat({ displayName: "Blair" });
    const buffer = Buffer.from(JSON.stringify(other.control.exportWorld()));
    other.close();
    await page
      .getByTestId("import-file")
      .setInputFiles({ name: "world.json", mimeType: "application/json", buffer });
    await page.getByTestId("world-status").filter({ hasText: "1 chat imported" }).waitFor();
    await contact(page, "Blair").waitFor();
  });

  it("are reached with the keyboard alone", async () => {
    const page = await openConsole();
    await page.getByTestId("tab-traffic").focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByTestId("tab-faults").getAttribute("aria-selected")).toBe("true");
    await page.getByTestId("fault-kind").waitFor();
    await page.keyboard.press("End");
    await page.getByTestId("recording").waitFor();
    await page.keyboard.press("ArrowRight");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("tab-traffic");
  });
});

describe("the console page", () => {
  it("shows what was said while its connection was away", async () => {
    const customer = await startChat("Avery");
    const line = await openLine(Number(new URL(emulator().url).port));
    const page = await open("/console", DESKTOP, line.url);
    try {
      await choose(page, "Avery");
      await item(page, "Please hold on").waitFor();
      line.cut();
      await page.locator("#live").filter({ hasText: "does not answer" }).waitFor();
      await say(customer, "Is anybody there?");
      await message(customer, "Is anybody there?").waitFor();
      await endChat(customer);
      await connection(customer, "ended");
      line.mend();
      await page.locator("#live").filter({ hasText: "Live" }).waitFor();
      await contact(page, "Avery").filter({ hasText: "ended" }).waitFor();
      await item(page, "Is anybody there?").waitFor();
    } finally {
      line.close();
    }
  });

  it("goes on by itself after an answer that was none", async () => {
    await startChat("Avery");
    const page = await open("/");
    await page.route("**/control/traffic", (route) => route.fulfill({ status: 502, body: "Bad gateway" }));
    await page.goto(`${emulator().url}/console`);
    await page.locator("#live").filter({ hasText: "does not answer" }).waitFor();
    await page.unroute("**/control/traffic");
    await contact(page, "Avery").waitFor();
  });

  it("says so when the emulator is away, and goes on when it is back", async () => {
    const { page } = await setUp();
    const live = page.locator("#live");
    await live.filter({ hasText: "Live" }).waitFor();
    await page.route("**/control/**", (route) => route.abort());
    await page.reload();
    await live.filter({ hasText: "does not answer" }).waitFor();
    await page.unroute("**/control/**");
    await page.reload();
    await contact(page, "Avery").waitFor();
  });

  it("needs no sideways scrolling on a narrow screen, and shows one part at a time", async () => {
    const { page } = await setUp();
    await page.setViewportSize(NARROW);
    const isWide = async (place: Locator) =>
      (await place.evaluate((element) => element.scrollWidth)) > NARROW.width;
    const root = page.locator("html");
    for (const view of ["contacts", "chat", "tools"]) {
      await page.getByTestId(`view-${view}`).click();
      expect([view, await isWide(root)]).toEqual([view, false]);
    }
    for (const tab of ["traffic", "faults", "sockets", "world"]) {
      await page.getByTestId(`tab-${tab}`).click();
      expect([tab, await isWide(root), await isWide(page.locator(`#panel-${tab}`))]).toEqual([
        tab,
        false,
        false,
      ]);
    }
    expect(await page.getByTestId("contact").isVisible()).toBe(false);
  });

  it.each(["light", "dark"] as const)("passes the checks of axe in %s colours", async (colorScheme) => {
    const { customer, page } = await setUp();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await joinAs(page, "Robin");
    await say(customer, "Hello");
    await item(page, "Hello").waitFor();
    await line(page, "SendMessage").click();
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
    for (const tab of ["traffic", "faults", "sockets", "world"]) {
      await page.getByTestId(`tab-${tab}`).click();
      const { violations } = await page.evaluate(() =>
        (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      );
      expect(violations.map(({ id, nodes }) => [tab, id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
});
