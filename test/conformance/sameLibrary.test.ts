import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BundleName } from "../support/bundles.js";
import { BUNDLES } from "../support/bundles.js";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import {
  compareNamespace,
  hostsAsked,
  membersOf,
  rememberNamespace,
  tryCreate,
} from "../support/libraryScripts.js";
import { createSession } from "../support/sessionScripts.js";

const globals = ["ChatSession", "LogManager", "LogLevel", "csmService", "WebSocketManager", "ChatJS"];
const chatDetails = { contactId: "c", participantId: "p", participantToken: "pt.x" };

/** Members of sessions, controllers and `connect.ChatSession` that later steps bring. */
const later = ["setFeatureFlag", "onTranscriptUpdated"];

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
}, 60_000);
afterAll(() => stage.close());

describe("the namespace connect (CP-01)", () => {
  /** Loads the scripts one after the other, and compares the namespace before and after the last one. */
  async function afterLast(...bundles: readonly BundleName[]) {
    const page = await stage.open(...bundles.slice(0, -1));
    await page.run(rememberNamespace, undefined);
    await page.page.addScriptTag({ path: BUNDLES[bundles.at(-1)!] });
    const compared = await page.run(compareNamespace, globals);
    const { complaints } = page;
    await page.close();
    return { compared, complaints };
  }

  test("alone, the script adds its members, as 5.0.0 does", async () => {
    const [ours, upstream] = [await afterLast("ours"), await afterLast("upstream")];
    expect(new Set(Object.values(ours.compared.members))).toEqual(new Set(["added"]));
    expect(ours).toEqual(upstream);
  });

  test("after amazon-connect-streams, it keeps the namespace and what is there, as 5.0.0 does", async () => {
    const [ours, upstream] = [await afterLast("streams", "ours"), await afterLast("streams", "upstream")];
    expect(ours.compared).toMatchObject({ isSameObject: true, isFrozen: false, lost: [] });
    expect(ours.compared.members).toMatchObject({
      ChatSession: "added",
      WebSocketManager: "kept",
      ChatJS: "added",
    });
    expect(ours).toEqual(upstream);
  });

  test("before amazon-connect-streams, nothing of it is lost, as with 5.0.0", async () => {
    const [ours, upstream] = [await afterLast("ours", "streams"), await afterLast("upstream", "streams")];
    expect(ours.compared).toMatchObject({ isSameObject: true, lost: [] });
    expect(ours.compared.members).toMatchObject({ ChatSession: "kept", ChatJS: "kept" });
    expect(ours).toEqual(upstream);
  });

  test("a second library keeps the first one's members, and says what it is in ChatJS", async () => {
    const [ours, upstream] = [await afterLast("upstream", "ours"), await afterLast("ours", "upstream")];
    expect(ours.compared.members).toMatchObject({ ChatSession: "kept", ChatJS: "replaced" });
    expect(ours).toEqual(upstream);
  });
});

test("members of connect.ChatSession, sessions and controllers are there, with the same types (CP-02)", async () => {
  const { ours, upstream } = await stage.sideBySide(async (page) => {
    await page.run(createSession, {
      key: "customer",
      endpoint: "http://127.0.0.1:9",
      args: { chatDetails, type: "CUSTOMER" },
    });
    return {
      library: await page.run(membersOf, "connect.ChatSession"),
      factory: await page.run(membersOf, "connect.WebSocketManager"),
      customer: await page.run(membersOf, "held.customer.session"),
    };
  });
  const wanted = (members: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(members).filter(([name]) => !later.includes(name)));
  expect(ours.library).toMatchObject(wanted(upstream.library));
  expect(ours.factory).toMatchObject(wanted(upstream.factory));
  expect(ours.customer).toMatchObject(wanted(upstream.customer));
});

test("controllers have the members that pages reach for (CP-02)", async () => {
  const { ours, upstream } = await stage.sideBySide(async (page) => {
    await page.run(createSession, {
      key: "customer",
      endpoint: "http://127.0.0.1:9",
      args: { chatDetails, type: "CUSTOMER" },
    });
    return page.run(membersOf, "held.customer.session.controller");
  });
  const names =
    "contactId,initialContactId,participantId,participantToken,sessionType,sendMessage,sendEvent,disconnectParticipant,subscribe,breakConnection,getConnectionStatus";
  for (const name of names.split(",")) expect([name, ours[name]]).toEqual([name, upstream[name]]);
  expect("connectionDetails" in ours).toBe(true);
});

describe("create", () => {
  const accepted: readonly object[] = [
    { chatDetails, type: "CUSTOMER" },
    { chatDetails: { ContactId: "C", ParticipantId: "P", ParticipantToken: "PT" }, type: "CUSTOMER" },
    {
      chatDetails: { ContactId: "C", contactId: "c", ParticipantId: "P", participantId: "p" },
      type: "CUSTOMER",
    },
    { chatDetails: { ...chatDetails, InitialContactId: "I", initialContactId: "i" }, type: "CUSTOMER" },
    {
      chatDetails: { ...chatDetails, initialContactId: "i", connectionDetails: { url: "x" } },
      type: "CUSTOMER",
    },
    { chatDetails: { ...chatDetails, participantToken: null }, type: "CUSTOMER" },
    { chatDetails },
    { chatDetails, type: "" },
    { chatDetails, type: "AGENT", options: {} },
  ];
  test.each(accepted)("reads chat details in either spelling: %j (CP-03)", async (args) => {
    const { ours, upstream } = await bothCreate(args);
    expect(ours.failure).toBeUndefined();
    expect(ours).toEqual(upstream);
  });

  test.each(["customer", "OTHER", 7])("refuses the type %j with 5.0.0's sentence (CP-05)", async (type) => {
    const { ours, upstream } = await bothCreate({ chatDetails, type });
    expect(ours.failure).toMatchObject({ name: "IllegalArgument", argument: type });
    expect(ours).toEqual(upstream);
  });

  test.each([
    {},
    { chatDetails: {} },
    { chatDetails: { contactId: "c" } },
    { chatDetails: { contactId: 7, participantId: "p" } },
  ])("refuses %j, where 5.0.0 returns a session that throws on first use (CP-24)", async (args) => {
    const { ours, upstream } = await bothCreate({ ...args, type: "CUSTOMER" });
    expect(upstream).toMatchObject({ hasController: false });
    expect(ours.failure).toMatchObject({
      name: "IllegalArgument",
      message: expect.stringContaining("unable to create"),
    });
  });

  let pages: Awaited<ReturnType<ChatStage["open"]>>[] = [];
  beforeAll(async () => {
    pages = [await stage.open("ours"), await stage.open("upstream")];
  }, 60_000);
  const bothCreate = async (args: object) => {
    const [ours, upstream] = await Promise.all(pages.map((page) => page.run(tryCreate, args)));
    return { ours: ours!, upstream: upstream! };
  };
});

test.each([
  [{}, "us-west-2"],
  [{ globalRegion: "eu-west-2" }, "eu-west-2"],
  [{ globalRegion: "eu-west-2", optionsRegion: "us-east-1" }, "us-east-1"],
  [{ globalRegion: "eu-west-2", optionsRegion: "us-east-1", override: "ap-south-1" }, "ap-south-1"],
  [{ optionsRegion: "us-east-1", override: null }, "us-east-1"],
])("%j leads to the region %s (CP-03)", async (given, region) => {
  const { ours, upstream } = await stage.sideBySide((page) => page.run(hostsAsked, given));
  expect(ours).toEqual([`https://participant.connect.${region}.amazonaws.com/participant/connection`]);
  expect(ours).toEqual(upstream);
});

test("a configured endpoint keeps its path, with or without a slash at its end", async () => {
  const given = { endpoint: "https://chat.example.com/proxy/" };
  const { ours, upstream } = await stage.sideBySide((page) => page.run(hostsAsked, given));
  expect(ours).toEqual(["https://chat.example.com/proxy/participant/connection"]);
  expect(ours).toEqual(upstream);
});
