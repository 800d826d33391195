import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { clientFor } from "../../test/inProcessClient.js";
import { ControlError } from "../index.js";

const listed = ({ emulator }: Stage) => emulator.control.listProfiles().flatMap(({ active }) => active);
const phases = (stage: Stage, seconds: number): unknown[] =>
  Array.from({ length: seconds }, () => {
    stage.clock.advance(1_000);
    return listed(stage)[0]?.phase;
  });

test("a profile is on until it is cleared, and takes its faults with it", () => {
  const stage = createStage();
  const { control } = stage.emulator;
  control.injectFault({ kind: "dropFrames", times: 1 });
  const { profileId } = control.applyProfile({ profile: "duplicate-delivery" });
  expect(control.listFaults().map((fault) => fault.profileId)).toEqual([
    undefined,
    ...Array(3).fill(profileId),
  ]);
  expect(listed(stage)).toEqual([{ profile: "duplicate-delivery", profileId, hits: 0 }]);
  control.clearProfile(profileId);
  expect(control.listFaults().map(({ kind }) => kind)).toEqual(["dropFrames"]);
  expect(listed(stage)).toEqual([]);
  expect(() => control.clearProfile(profileId)).toThrow("its id is unknown, or it is over");
});

test("clearing all faults ends all profiles, in the middle of a round too", () => {
  const stage = createStage();
  const { control } = stage.emulator;
  control.applyProfile({ profile: "subway" });
  expect(phases(stage, 30)).toContain("tunnel");
  control.clearFaults();
  expect([control.listFaults(), listed(stage), stage.clock.pendingTimers]).toEqual([[], [], 0]);
});

test("it strikes whom it names, and counts that", async () => {
  const stage = createStage();
  const [avery, blair] = [await stage.customer(), await stage.customer()];
  const sockets = [
    await clientFor(stage, avery.participantToken),
    await clientFor(stage, blair.participantToken),
  ];
  const { control } = stage.emulator;
  control.applyProfile({ profile: "throttled", contactId: avery.contactId, probability: 1 });
  const statuses = async () => [
    (await avery.callRaw("GetTranscript", {})).status,
    (await blair.callRaw("GetTranscript", {})).status,
  ];
  expect(await statuses()).toEqual([429, 200]);
  stage.clock.advance(60_000);
  expect(sockets.map(({ told }) => told.length)).toEqual([2, 1]);
  expect(listed(stage)[0]).toMatchObject({ contactId: avery.contactId, hits: 2 });
});

test("of one operation it strikes the requests alone", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const client = await clientFor(stage, customer.participantToken);
  const { control } = stage.emulator;
  control.applyProfile({ profile: "throttled", operation: "GetTranscript", probability: 1 });
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(429);
  expect((await customer.callRaw("SendMessage", { ContentType: "text/plain", Content: "hi" })).status).toBe(
    200,
  );
  stage.clock.advance(120_000);
  expect(client.told).toEqual(["opened"]);
});

test("faults that hold all the time strike as often and as likely as told", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  stage.emulator.control.applyProfile({ profile: "throttled", times: 2, probability: 1 });
  const statuses: number[] = [];
  for (let tries = 0; tries < 3; tries++) statuses.push((await customer.callRaw("GetTranscript", {})).status);
  expect(statuses).toEqual([429, 429, 200]);
});

test("rounds come as often as told; then the profile stays in the list", () => {
  const stage = createStage();
  stage.emulator.control.applyProfile({ profile: "subway", times: 2 });
  const seen = phases(stage, 300);
  const tunnels = seen.filter((phase, index) => phase === "tunnel" && seen[index - 1] !== "tunnel");
  expect(tunnels).toHaveLength(2);
  expect(listed(stage)).toHaveLength(1);
  expect(stage.emulator.control.listFaults()).toEqual([]);
});

test("rounds come as likely as told", () => {
  const stage = createStage();
  stage.emulator.control.applyProfile({ profile: "subway", probability: 0 });
  expect(new Set(phases(stage, 300))).toEqual(new Set([undefined]));
});

test("a profile ends by itself after the time given", () => {
  const stage = createStage();
  const { control } = stage.emulator;
  control.applyProfile({ profile: "corporate-proxy", forMs: 10_000 });
  stage.clock.advance(9_999);
  expect(control.listFaults().length).toBeGreaterThan(0);
  stage.clock.advance(1);
  expect([control.listFaults(), listed(stage), stage.clock.pendingTimers]).toEqual([[], [], 0]);
});

test.each([
  [{ profile: "metro" }, "profile: must be one of subway, corporate-proxy"],
  [{ profile: "subway", often: 2 }, "often: is not known here"],
  [{ profile: "subway", probability: 2 }, "probability"],
  [
    { profile: "flaky-uploads", operation: "SendMessage" },
    "operation: must be one whose requests the profile is about",
  ],
  [{ profile: "duplicate-delivery", operation: "GetTranscript" }, "operation: must be one"],
])("%j is refused", (profile, told) => {
  const { control } = createStage().emulator;
  const apply = () => control.applyProfile(profile as never);
  expect(apply).toThrow(ControlError);
  expect(apply).toThrow(told);
});

test("a profile whose faults find no room is refused, and leaves none behind", () => {
  const { control } = createStage().emulator;
  for (let count = 0; count < 998; count++) control.injectFault({ kind: "dropFrames" });
  expect(() => control.applyProfile({ profile: "duplicate-delivery" })).toThrow("there are too many faults");
  expect(control.listFaults()).toHaveLength(998);
});

test("profiles of the options are on from the beginning", () => {
  const stage = createStage({ profiles: ["subway", { profile: "throttled", times: 3 }] });
  expect(listed(stage).map(({ profile, times }) => [profile, times])).toEqual([
    ["subway", undefined],
    ["throttled", 3],
  ]);
});

test.each([
  [["metro"], "profiles[0]: must be one of subway"],
  [[{ profile: "flaky-uploads", operation: "SendMessage" }], "profiles[0].operation: must be one whose"],
])("the option %j is refused", (profiles, told) => {
  expect(() => createStage({ profiles: profiles as never })).toThrow(`unable to start the emulator; ${told}`);
});
