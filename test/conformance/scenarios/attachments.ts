import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import type { Answer } from "../world/service.js";
import { hideSentences, rejectsWithErrors } from "./differences.js";

const section = "Attachments, views, authentication";
const named = (name: string) => ({ "x-amzn-errortype": name });
const refusal: Answer = { status: 400, body: { message: "no" }, headers: named("ValidationException") };
const denial: Answer = { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" };

const file = () => new File(["four"], "a.txt", { type: "text/plain" });

/** Each call with good arguments. */
const CALLS: readonly (readonly [method: string, args: () => object])[] = [
  ["sendAttachment", () => ({ attachment: file() })],
  ["downloadAttachment", () => ({ attachmentId: "attachment-1" })],
  ["getAttachmentURL", () => ({ attachmentId: "attachment-1" })],
  ["describeView", () => ({ viewToken: "view-token" })],
  ["getAuthenticationUrl", () => ({ redirectUri: "https://page.test/back", sessionId: "session-1" })],
  ["cancelParticipantAuthentication", () => ({ sessionId: "session-1" })],
];

/** A call that rejects where 5.0.0 takes whatever the bucket says, and its words of no answer. */
const heedsBucket = (failure: object, more?: Difference["change"]): Difference =>
  differs("CP-33", (trace) => {
    const [call] = trace.calls;
    Object.assign(call!, {
      kind: "rejected",
      value: {
        isError: true,
        text: "ChatError: <sentence>",
        name: "ChatError",
        message: "<sentence>",
        metadata: "mine",
        stack: "<stack>",
        ...failure,
      },
    });
    more?.(trace);
  });
const denied = { type: "AccessDenied", statusCode: 403 };
const unanswered = heedsBucket({ type: "TypeError" });

/** Where the steps of sendAttachment and downloadAttachment fail. */
const failing: readonly (readonly [
  what: string,
  method: string,
  path: string,
  answer: Answer,
  ...differs: readonly Difference[],
])[] = [
  [
    "the upload is refused",
    "sendAttachment",
    "/participant/start-attachment-upload",
    refusal,
    rejectsWithErrors,
  ],
  [
    "the bucket refuses the file",
    "sendAttachment",
    "/upload?signature=s",
    denial,
    heedsBucket(denied, ({ requests }) => requests.splice(2)),
  ],
  ["the bucket does not answer", "sendAttachment", "/upload?signature=s", "none", unanswered],
  [
    "the upload is not completed",
    "sendAttachment",
    "/participant/complete-attachment-upload",
    refusal,
    rejectsWithErrors,
  ],
  ["the attachment is refused", "downloadAttachment", "/participant/attachment", refusal, rejectsWithErrors],
  [
    "the bucket refuses the file",
    "downloadAttachment",
    "/file?signature=s",
    denial,
    heedsBucket(denied),
    // Another URL is asked for, once.
    differs("CP-66", ({ requests }) => requests.push(...requests)),
  ],
  ["the bucket does not answer", "downloadAttachment", "/file?signature=s", "none", unanswered],
];

const odd: readonly (readonly [what: string, method: string, args: object])[] = [
  ["a view token with characters of its own", "describeView", { viewToken: "a/b c?d" }],
  ["an attachment without a type", "sendAttachment", { attachment: new File(["x"], "x") }],
  ["an attachment of no bytes", "sendAttachment", { attachment: new File([], "x", { type: "text/csv" }) }],
  ["no attachmentId", "getAttachmentURL", {}],
  ["no sessionId", "getAuthenticationUrl", { redirectUri: "https://page.test/back" }],
];

export const attachments: readonly Scenario[] = [
  ...each(CALLS, ([method, args]) => ({
    title: `${method} is this request and this result`,
    section,
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.answer(({ path }) => (path.startsWith("/file") ? { body: "four" } : undefined));
      await call(method, { ...args(), metadata: { mine: 1 } });
      await clock.settle();
    },
  })),
  ...each(CALLS, ([method, args]) => ({
    title: `${method} rejects when the service refuses`,
    section,
    differs: [rejectsWithErrors],
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.answer(() => refusal);
      await call(method, { ...args(), metadata: "mine" });
      await clock.advance(5_000);
    },
  })),
  ...each(CALLS.slice(3), ([method, args]) => ({
    title: `${method} rejects before connect()`,
    section,
    differs: [
      differs("CP-65", ({ calls: [call] }) => {
        Object.assign(call!, {
          kind: "rejected",
          value: `Failed to call ${method}, No active connection`,
        });
      }),
      rejectsWithErrors,
    ],
    async play({ create }) {
      const { call } = create();
      await call(method, args());
    },
  })),
  ...each(failing, ([what, method, where, answer, ...differences]) => ({
    title: `${method} rejects where ${what}`,
    section,
    differs: differences,
    async play(stage) {
      const { connected, service, clock } = stage;
      const { call } = await connected();
      service.answer(({ path }) => (path === where ? answer : undefined));
      const [, args] = CALLS.find(([name]) => name === method)!;
      await call(method, { ...args(), metadata: "mine" });
      await clock.advance(5_000);
      hideSentences(stage);
    },
  })),
  {
    title: "downloadAttachment asks for another URL where the first one has expired",
    section,
    differs: [
      differs("CP-66", ({ calls, requests }) => {
        calls[0]!.value["<blob>"] = ["application/json", 4];
        requests.push(...requests);
      }),
    ],
    async play({ connected, service }) {
      const { call } = await connected();
      let count = 0;
      service.answer(({ path }) => {
        if (!path.startsWith("/file")) return undefined;
        return ++count === 1 ? denial : { body: "four" };
      });
      await call("downloadAttachment", { attachmentId: "attachment-1" });
    },
  },
  {
    title: "sendAttachment gives a Blob a name",
    section,
    differs: [
      differs("CP-68", ({ requests: [start] }) => {
        Object.assign(start!, { body: start!.body.replace("{", '{"AttachmentName":"attachment",') });
      }),
    ],
    async play({ connected }) {
      const { call } = await connected();
      await call("sendAttachment", { attachment: new Blob(["x"], { type: "text/plain" }) });
    },
  },
  {
    title: "describeView rejects without a token",
    section,
    differs: [rejectsWithErrors],
    async play(stage) {
      const { call } = await stage.connected();
      await call("describeView", {});
      hideSentences(stage);
    },
  },
  {
    title: "describeView escapes what a path needs escaped",
    section,
    differs: [
      differs("CP-69", ({ requests: [request] }) => {
        Object.assign(request!, { request: request!.request.replace("%21%27%28%29%2A", "!'()*") });
      }),
    ],
    async play({ connected }) {
      const { call } = await connected();
      await call("describeView", { viewToken: "ü%!'()*" });
    },
  },
  ...each(odd, ([what, method, args]) => ({
    title: `${method} takes ${what}`,
    section,
    async play({ connected }) {
      const { call } = await connected();
      await call(method, args);
    },
  })),
  {
    title: "sendAttachment gives the bucket the service's headers, and none of ours",
    section,
    async play({ connected, service, note }) {
      const { call } = await connected();
      await call("sendAttachment", { attachment: file() });
      const put = service.requests.find(({ method }) => method === "PUT");
      note("headers", put?.headers);
    },
  },
  {
    title: "downloadAttachment gives the bucket no headers of ours",
    section,
    async play({ connected, service, note }) {
      const { call } = await connected();
      await call("downloadAttachment", { attachmentId: "attachment-1" });
      const get = service.requests.find(({ method }) => method === "GET");
      note("headers", get?.headers);
    },
  },
];
