import fc from "fast-check";
import { treeOf } from "../jsonTree.js";
import { mutated, mutationsWith } from "../mutations.js";
import { requestInput } from "./requestInputs.js";
import type { RequestInput, Whose } from "./requestInputs.js";

/** Something that a stranger does. `actor` picks a contact, `socket` one of the sockets that were opened. */
export type HostileStep =
  | { readonly act: "request"; readonly actor: number; readonly request: RequestInput }
  | {
      readonly act: "open";
      readonly actor: number;
      readonly whose: Exclude<Whose, "control">;
      readonly url: "good" | "cut" | "longer" | "elsewhere" | "none" | "twice" | "connectionToken";
    }
  | { readonly act: "frame"; readonly socket: number; readonly text: string }
  /** A frame of a page of amazon-connect-streams. */
  | { readonly act: "tabFrame"; readonly text: string }
  | { readonly act: "close"; readonly socket: number; readonly code: number }
  | { readonly act: "wait"; readonly waitMs: number };

const mutations = mutationsWith(["lists", "objects"]);

const frames = [
  { topic: "aws/subscribe", content: { topics: ["aws/chat"] } },
  { topic: "aws/unsubscribe", content: { topics: ["aws/chat"] } },
  { topic: "aws/heartbeat" },
  { topic: "aws/ping" },
  { topic: "aws/chat", contentType: "application/json", content: '{"Type":"MESSAGE","Content":"forged"}' },
].map(treeOf);

const core = (event: string, data?: unknown) => ({ channel: "core", frame: { event, data } });
const api = (method: string, params: object) => core("api_request", { requestId: "1", method, params });
const tabFrames = [
  core("synchronize"),
  core("broadcast", { event: "log", data: { at: { $date: "2026-01-15T12:00:00.000Z" } } }),
  core("master_request", { requestId: "1", method: "becomeMaster", params: { topic: "ringtone" } }),
  core("webSocket::subscribe", ["aws/chat"]),
  core("webSocket::send", { topic: "aws/ping" }),
  api("putAgentState", { state: { name: "Available" }, enqueueNextState: true }),
  api("createTransport", { transportType: "chat_token", participantId: "none" }),
  api("acceptContact", { contactId: "none" }),
  api("updateContactAttributes", { contactId: "none", attributes: { a: "b" } }),
  api("transferContact", { contactId: "none", endpoint: { endpointARN: "arn" } }),
  api("getEndpoints", {}),
  { channel: "sdk", frame: { type: "cross-domain-site-ready" } },
  {
    channel: "sdk",
    frame: { type: "request", namespace: "n", requestId: "1", command: "contact/getInstanceDetails" },
  },
  {
    channel: "sdk",
    frame: { type: "request", requestId: "1", command: "unknown", data: { $date: "2026-01-15" } },
  },
].map(treeOf);

const actor = fc.nat(5);
const socket = fc.nat(6);

const step: fc.Arbitrary<HostileStep> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({ act: fc.constant("request" as const), actor, request: requestInput }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("open" as const),
      actor,
      whose: fc.constantFrom("own", "other"),
      url: fc.constantFrom(
        "good",
        "good",
        "good",
        "cut",
        "longer",
        "elsewhere",
        "none",
        "twice",
        "connectionToken",
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        act: fc.constant("frame" as const),
        socket,
        frame: fc.constantFrom(...frames),
        mutations: fc.option(mutations, { nil: undefined, freq: 2 }),
      })
      .map(({ frame, mutations: changes, ...rest }) => ({
        ...rest,
        text: mutated(frame, changes ?? { tree: [], text: [], flood: undefined }),
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ frame: fc.constantFrom(...tabFrames), mutations })
      .map(({ frame, mutations: changes }) => ({
        act: "tabFrame" as const,
        text: mutated(frame, changes),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("close" as const),
      socket,
      code: fc.constantFrom(1_000, 1_005, 1_006, 4_999, 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("wait" as const),
      waitMs: fc.constantFrom(0, 1, 150, 1_000, 6_000, 100_000, 700_000, 3_700_000),
    }),
  },
);

/** What strangers do to an emulator with three chats, in order. */
export const emulatorCase: fc.Arbitrary<readonly HostileStep[]> = fc.array(step, {
  minLength: 1,
  maxLength: 60,
  size: "max",
});
