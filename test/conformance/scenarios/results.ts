import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import type { Answer } from "../world/service.js";
import { announcesOnce, connectsWhenSubscribed, hideSentences, rejectsWithErrors } from "./differences.js";

const section = "Results and failures";
const text = { message: "hello", contentType: "text/plain" };
const typing = "application/vnd.amazonaws.connect.event.typing";

const named = (name: string) => ({ "x-amzn-errortype": name });

/** Calls that reject before `connect()` and after the end, and arguments that they would take. */
export const CALLS: readonly (readonly [method: string, args?: object])[] = [
  ["sendMessage", text],
  ["sendEvent", { contentType: typing }],
  ["sendAttachment", { attachment: { name: "a.txt", type: "text/plain", size: 1 } }],
  ["downloadAttachment", { attachmentId: "attachment-1" }],
  ["getAttachmentURL", { attachmentId: "attachment-1" }],
  ["getTranscript", {}],
  ["disconnectParticipant"],
];

const metadata = [undefined, null, 0, "", false, "mine", { deep: [1] }];

const bodies: readonly (readonly [what: string, body: unknown, method: string])[] = [
  ["without members that are null", { Id: null, AbsoluteTime: "t" }, "sendMessage"],
  ["empty where the answer is empty", "", "sendMessage"],
  [
    "without null, deep down",
    { Transcript: [null, { Id: "a", Content: null, Attachments: [null] }], NextToken: null },
    "getTranscript",
  ],
  [
    "with members of an item that nobody knows",
    { Transcript: [{ Id: "a", Future: { x: 1 } }], InitialContactId: "i" },
    "getTranscript",
  ],
  ["with NextToken", { Transcript: [], InitialContactId: "i", NextToken: "next" }, "getTranscript"],
  ["that of an event", { Id: "e", AbsoluteTime: "t" }, "sendEvent"],
];

const failures: readonly (readonly [what: string, answer: Answer])[] = [
  [
    "400 with its type in a header",
    { status: 400, body: { message: "no" }, headers: named("ValidationException") },
  ],
  [
    "402 with a URL behind its type",
    { status: 402, body: { Message: "no" }, headers: named("ServiceQuotaExceededException:http://a/b") },
  ],
  ["400 with __type", { status: 400, body: { __type: "com.amazonaws#ValidationException", message: "no" } }],
  ["409 with code", { status: 409, body: { code: "ConflictException", message: "no" } }],
  ["402 with two types", { status: 402, body: { code: "B", __type: "C" }, headers: named("A") }],
  ["402 with a code and a __type", { status: 402, body: { code: "B", __type: "C" } }],
  ["400 without a type", { status: 400, body: { anything: 1 } }],
  ["400 without a body", { status: 400, body: "" }],
  ["404 without a message", { status: 404, body: {}, headers: named("ResourceNotFoundException") }],
  ["500", { status: 500, body: { message: "broken" }, headers: named("InternalServerException") }],
  ["503 without a type", { status: 503, body: {} }],
  ["429", { status: 429, body: { message: "slowly" }, headers: named("ThrottlingException") }],
  [
    "400 that says throttled",
    { status: 400, body: { message: "slowly" }, headers: named("ThrottlingException") },
  ],
  ["no answer", "none"],
];

const TOLD = [
  "type",
  "message",
  "statusCode",
  "metadata",
  "connectSuccess",
  "connectCalled",
  "reason",
  "_debug",
];

/** The members of a failure that 5.0.0 has, in what was made of it. */
const toldBy = (failure: any): unknown =>
  typeof failure === "object" && failure !== null
    ? Object.fromEntries(TOLD.filter((name) => name in failure).map((name) => [name, toldBy(failure[name])]))
    : failure;

/** What pages make of a failure: a line of a log, a copy with members of their own. */
const madeOfFailures: readonly (readonly [what: string, make: (failure: any) => unknown])[] = [
  ["as JSON", (failure) => JSON.parse(JSON.stringify(failure))],
  ["in a copy", (failure) => ({ ...failure })],
];

export const results: readonly Scenario[] = [
  ...each(metadata, (given) => ({
    title: `give back the metadata ${JSON.stringify(given)}`,
    section,
    async play({ connected }) {
      const { call } = await connected();
      await call("sendMessage", { ...text, metadata: given });
      await call("getTranscript", { metadata: given });
    },
  })),
  ...each(bodies, ([what, body, method]) => ({
    title: `are ${what}`,
    section,
    async play({ connected, service }) {
      const { call } = await connected();
      service.answer(() => ({ body, headers: { "x-amzn-requestid": "request-1" } }));
      await call(method, { ...text, ...(method === "sendEvent" && { contentType: typing }) });
    },
  })),
  {
    title: "have no metadata where a participant disconnects",
    section,
    async play({ connected }) {
      const { call } = await connected();
      await call("disconnectParticipant", { metadata: "mine" });
    },
  },
  {
    title: "keep members that the service adds",
    section,
    differs: [
      differs("CP-45", ({ calls }) => {
        calls[0]!.value.data.Future = 1;
      }),
    ],
    async play({ connected, service }) {
      const { call } = await connected();
      service.answer(() => ({ body: { Id: "a", Future: 1 } }));
      await call("sendMessage", text);
    },
  },
  {
    title: "are objects of their own for each call",
    section,
    async play({ connected, note, clock }) {
      const { session } = await connected();
      const both = Promise.all([session.sendMessage(text), session.sendMessage(text)]);
      await clock.settle();
      const [one, other] = await both;
      note("same", one === other || one.data === other.data);
    },
  },
  ...each(failures, ([what, answer]) => ({
    title: `tell a failure: ${what}`,
    section,
    differs: [rejectsWithErrors],
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.answer(() => answer);
      await call("sendMessage", { ...text, metadata: { mine: 1 } });
      await clock.advance(5_000);
    },
  })),
  ...each(madeOfFailures, ([what, make]) => ({
    title: `tell a failure ${what}`,
    section,
    async play({ connected, service, note, clock }) {
      const { session } = await connected();
      service.answer(() => ({ status: 400, body: { message: "no" }, headers: named("ValidationException") }));
      session.sendMessage({ ...text, metadata: "mine" }).catch((failure: unknown) => {
        note(what, toldBy(make(failure)));
      });
      await clock.settle();
    },
  })),
  ...each(madeOfFailures, ([what, make]) => ({
    title: `tell a failure of connect ${what}`,
    section,
    differs: [
      differs("CP-23", ({ notes }) => {
        notes[what].message = "unable to connect; no";
      }),
    ],
    async play({ create, service, note, clock }) {
      const { session } = create();
      service.answer(() => ({
        status: 403,
        body: { message: "no" },
        headers: named("AccessDeniedException"),
      }));
      session.connect().catch((failure: unknown) => {
        note(what, toldBy(make(failure)));
      });
      await clock.settle();
    },
  })),
  ...each([200, 400, 502], (status) => ({
    title: `tell that an answer is no JSON, with status ${status}`,
    section,
    differs: [
      rejectsWithErrors,
      differs("CP-85", ({ calls }) => {
        calls[0]!.value.statusCode = status;
      }),
      ...(status === 502
        ? [
            differs("CP-44", ({ requests }) => {
              requests.push(requests[0]!, requests[0]!);
            }),
          ]
        : []),
    ],
    async play(stage) {
      const { connected, service, clock } = stage;
      const { call } = await connected();
      service.answer(() => ({ status, body: "<html>" }));
      await call("sendMessage", text);
      await clock.advance(5_000);
      // That of 5.0.0 names the member of an SDK.
      hideSentences(stage);
    },
  })),
  {
    title: "tell that an answer is no JSON, also where it has nothing to say",
    section,
    differs: [
      differs("CP-116", ({ calls: [call] }) => {
        const message = "unable to call DisconnectParticipant; its answer (HTTP 200) is not JSON";
        Object.assign(call!, {
          kind: "rejected",
          value: {
            isError: true,
            text: `ChatError: ${message}`,
            name: "ChatError",
            message,
            type: "SyntaxError",
            statusCode: 200,
            stack: "<stack>",
          },
        });
      }),
    ],
    async play({ connected, service }) {
      const { call } = await connected();
      service.answer(() => ({ body: "<html>" }));
      await call("disconnectParticipant");
    },
  },
  ...each(CALLS.slice(1), ([method, args]) => ({
    title: `tell a failure of ${method}`,
    section,
    differs: [rejectsWithErrors],
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.answer(() => ({ status: 400, body: { message: "no" }, headers: named("ValidationException") }));
      await call(method, { ...args, metadata: "mine" });
      await clock.advance(5_000);
    },
  })),
  ...each(CALLS, ([method, args]) => ({
    title: `reject ${method} before connect()`,
    section,
    differs: [rejectsWithErrors],
    async play({ create }) {
      const { call } = create();
      await call(method, args);
    },
  })),
  {
    title: "reject calls while connect() is under way, and serve those after it",
    section,
    differs: [rejectsWithErrors, connectsWhenSubscribed, announcesOnce],
    async play({ create, service, clock }) {
      const { call } = create();
      const release = service.hold("/participant/connection");
      await call("connect");
      await call("sendMessage", text);
      release();
      await clock.settle();
      await call("sendMessage", text);
    },
  },
  {
    title: "serve calls while the socket is down",
    section,
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.takeSockets("never");
      service.answer(({ path }) => (path.endsWith("/connection") ? new Promise(() => {}) : undefined));
      service.drop();
      await clock.advance(9_000);
      await call("sendMessage", text);
      await call("controller.getConnectionStatus");
    },
  },
];
