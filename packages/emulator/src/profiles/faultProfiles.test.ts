import { expect, test } from "vitest";
import { put, startUpload } from "../../test/attachment.js";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { clientFor, connectInProcess } from "../../test/inProcessClient.js";
import type { InProcessClient } from "../../test/inProcessClient.js";
import { urlFor } from "../../test/memorySocket.js";
import type { ControlProfile } from "./faultProfile.js";

const lost = { code: 1006, reason: "", wasClean: false };

/** A customer with an open socket, and a profile at work. */
async function setUp(profile: ControlProfile) {
  const stage = createStage();
  const customer = await stage.customer();
  const client = await clientFor(stage, customer.participantToken);
  const { profileId } = stage.emulator.control.applyProfile(profile);
  return { stage, customer, client, profileId, control: stage.emulator.control };
}

const activeOf = ({ emulator }: Stage) => emulator.control.listProfiles().flatMap(({ active }) => active);
const phaseOf = (stage: Stage) => activeOf(stage)[0]?.phase;

/** Goes on until the profile is in a phase. */
function passUntil(stage: Stage, phase: string | undefined): void {
  for (let seconds = 0; phaseOf(stage) !== phase; seconds++) {
    if (seconds > 600) throw new Error(`the phase ${String(phase)} does not come`);
    stage.clock.advance(1_000);
  }
}

/** What becomes of a request within so many milliseconds: its status, `cut`, or `waits`. */
async function attempt({ clock }: Stage, request: Promise<{ readonly status: number }>, withinMs = 0) {
  let outcome: number | "cut" | "waits" = "waits";
  request.then(
    ({ status }) => (outcome = status),
    () => (outcome = "cut"),
  );
  await clock.advanceAsync(withinMs);
  return outcome;
}

const isAnswered = (client: InProcessClient, stage: Stage) => {
  const before = client.frames.length;
  client.send({ topic: "aws/heartbeat" });
  stage.clock.advance(0);
  return client.frames.length > before;
};

const handshake = async (stage: Stage, url: string) => {
  const client = connectInProcess(stage, url);
  await stage.clock.advanceAsync(0);
  return client.told[0];
};

test("in the subway it gets slow, then silent, then cut off, then good again, over and over", async () => {
  const { stage, customer, client } = await setUp({ profile: "subway" });
  const url = await urlFor(stage, customer.participantToken);
  const read = () => customer.callRaw("GetTranscript", {});
  expect([phaseOf(stage), await attempt(stage, read())]).toEqual([undefined, 200]);

  passUntil(stage, "fading");
  expect(await attempt(stage, read(), 399)).toBe("waits");
  passUntil(stage, "tunnel");
  expect([isAnswered(client, stage), client.told]).toEqual([false, ["opened"]]);
  const held = read();
  expect([await attempt(stage, held, 5_000), await handshake(stage, url)]).toEqual(["waits", undefined]);
  passUntil(stage, "patchy");
  expect((await held).status).toBe(200);
  const outcomes = new Set<unknown>();
  for (let tries = 0; tries < 8; tries++) outcomes.add(await attempt(stage, read()));
  expect(outcomes).toEqual(new Set(["cut", 200]));
  passUntil(stage, undefined);
  expect(await attempt(stage, read())).toBe(200);
  passUntil(stage, "tunnel");
});

test("sockets that were opened in a tunnel's last moments break when the signal changes", async () => {
  const { stage, customer, control } = await setUp({ profile: "subway" });
  passUntil(stage, "tunnel");
  for (const { faultId, kind } of control.listFaults())
    if (kind === "hangHandshake" || kind === "hangResponse") control.clearFault(faultId);
  const client = await clientFor(stage, customer.participantToken);
  passUntil(stage, "patchy");
  stage.clock.advance(0);
  expect(client.told).toEqual(["opened", lost]);
});

test("behind a corporate proxy sockets break and none opens, while requests take a little longer", async () => {
  const { stage, customer, client } = await setUp({ profile: "corporate-proxy" });
  stage.clock.advance(0);
  expect(client.told).toEqual(["opened", lost]);
  const pending = urlFor(stage, customer.participantToken);
  await stage.clock.advanceAsync(400);
  const url = await pending;
  const told = new Set<unknown>();
  for (let tries = 0; tries < 12; tries++) told.add(await handshake(stage, url));
  expect(told).toEqual(new Set([lost, undefined]));
  expect(await attempt(stage, customer.callRaw("GetTranscript", {}), 79)).toBe("waits");
  expect(await attempt(stage, customer.callRaw("GetTranscript", {}), 400)).toBe(200);
});

test("a laptop sleeps for longer than a socket's address is good for, and wakes without a network", async () => {
  const { stage, customer, client } = await setUp({ profile: "laptop-sleep" });
  passUntil(stage, "asleep");
  const asleepAtMs = stage.clock.nowMs();
  expect([isAnswered(client, stage), client.told]).toEqual([false, ["opened"]]);
  const held = customer.callRaw("GetTranscript", {});
  expect(await attempt(stage, held)).toBe("waits");
  passUntil(stage, "waking");
  expect(stage.clock.nowMs() - asleepAtMs).toBeGreaterThan(100_000);
  expect(await attempt(stage, customer.callRaw("GetTranscript", {}))).toBe("cut");
  passUntil(stage, undefined);
  expect(await attempt(stage, customer.callRaw("GetTranscript", {}))).toBe(200);
});

test("when throttled a third of the requests are refused, and sockets are closed now and then", async () => {
  const { stage, customer, client } = await setUp({ profile: "throttled" });
  const answers = [];
  for (let tries = 0; tries < 60; tries++) answers.push(await customer.callRaw("GetTranscript", {}));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(10);
  expect(refused.length).toBeLessThan(32);
  expect(refused[0]!.headers.get("retry-after")).toBe("1");
  passUntil(stage, "reconnecting");
  stage.clock.advance(0);
  expect(client.told.at(-1)).toMatchObject({ code: 1001, wasClean: true });
});

test("with flaky uploads files fail on their way, and nothing else does", async () => {
  const { stage, customer } = await setUp({ profile: "flaky-uploads" });
  const outcomes = new Map<unknown, number>();
  for (let tries = 0; tries < 25; tries++) {
    const started = await startUpload(customer).catch(() => undefined);
    const outcome = started ? await attempt(stage, put(stage, started), 3_500) : "not started";
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    expect((await customer.callRaw("GetTranscript", {})).status).toBe(200);
  }
  expect([...outcomes.keys()].sort()).toEqual([200, 503, "cut", "not started"]);
  expect(outcomes.get(200)).toBeGreaterThan(6);
});

test("with duplicate delivery frames come twice and in another order, and none is lost", async () => {
  const { stage, customer, client, control } = await setUp({ profile: "duplicate-delivery" });
  const texts = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  for (const content of texts) control.say({ contactId: customer.contactId, content });
  stage.clock.advance(5_000);
  const came = client.texts();
  expect(new Set(came)).toEqual(new Set(texts));
  expect(came.length).toBeGreaterThan(50);
  expect(came).not.toEqual([...came].sort());
});

test("the same seed gives the same bad day", async () => {
  const day = async () => {
    const { stage } = await setUp({ profile: "subway" });
    const phases: unknown[] = [];
    for (let seconds = 0; seconds < 120; seconds++) {
      stage.clock.advance(1_000);
      phases.push(phaseOf(stage));
    }
    return phases;
  };
  const first = await day();
  expect(await day()).toEqual(first);
  expect(new Set(first)).toEqual(new Set([undefined, "fading", "tunnel", "patchy"]));
});
