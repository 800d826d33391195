import { eventContentType, MESSAGE_TYPES, SENT_EVENT_TYPES } from "@amazon-connect-chat/protocol";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import { namesMissingArguments, onlyNames, rejectsWithErrors } from "./differences.js";

const section = "Arguments";
const typing = "application/vnd.amazonaws.connect.event.typing";
const acknowledged = "application/vnd.amazonaws.connect.event.connection.acknowledged";

const bad: readonly (readonly [method: string, ...args: readonly unknown[]])[] = [
  ["sendMessage", { contentType: "text/plain" }],
  ["sendMessage", { message: null, contentType: "text/plain" }],
  ["sendMessage", { message: 7, contentType: "text/plain" }],
  ["sendMessage", { message: { deep: 1 }, contentType: "text/plain" }],
  ["sendMessage", { message: ["a", "b"], contentType: "text/plain" }],
  ["sendMessage", { message: "hello" }],
  ["sendMessage", { message: "hello", contentType: null }],
  ["sendMessage", { message: "hello", contentType: "TEXT/PLAIN" }],
  ["sendMessage", { message: "hello", contentType: "constructor" }],
  ["sendMessage", { message: 7, contentType: "text/html" }],
  ["sendEvent", {}],
  ["sendEvent", { contentType: "typing" }],
  ["sendEvent", { contentType: { deep: 1 } }],
  ["onMessage"],
  ["onMessage", null],
  ["onEnded", "no function"],
  ["onTyping", {}],
  ["controller.subscribe", "INCOMING_MESSAGE"],
];

const missing: readonly (readonly [method: string, ...args: readonly unknown[]])[] = [
  ["sendMessage"],
  ["sendMessage", null],
  ["sendEvent"],
  ["sendEvent", null],
  ["getTranscript", null],
  ["sendAttachment"],
  ["sendAttachment", {}],
  ["downloadAttachment"],
  ["getAttachmentURL"],
  ["describeView"],
  ["getAuthenticationUrl"],
  ["cancelParticipantAuthentication"],
];

/** The sentence's list of content types is in nobody's order. */
function sortTypes(value: any): void {
  for (const name of ["message", "text"])
    value[name] = String(value[name]).replace(
      /(values are: )(.*)$/,
      (_all, before: string, list: string) => before + list.split(",").sort().join(),
    );
}

const sent = SENT_EVENT_TYPES.map(eventContentType);
const receipts: readonly string[] = (["message.read", "message.delivered"] as const).map(eventContentType);

const shown = ([method, ...args]: (typeof bad)[number]) =>
  `${method}(${args.map((arg) => JSON.stringify(arg)).join()})`;

export const args: readonly Scenario[] = [
  ...each(bad, ([method, ...given]) => ({
    title: `throws: ${shown([method, ...given])}`,
    section,
    async play({ connected, calls }) {
      const { call } = await connected();
      await call(method, ...given);
      for (const { value } of calls()) sortTypes(value);
    },
  })),
  ...each(missing, ([method, ...given]) => ({
    title: `throws: ${shown([method, ...given])}, by name`,
    section,
    differs: [namesMissingArguments],
    async play(stage) {
      const { call } = await stage.connected();
      await call(method, ...given);
      onlyNames(stage);
    },
  })),
  {
    title: "throws: connect(null), by name",
    section,
    differs: [namesMissingArguments],
    async play(stage) {
      const { call } = stage.create();
      await call("connect", null);
      onlyNames(stage);
    },
  },
  {
    title: "takes every content type as a message's",
    section,
    async play({ connected }) {
      const { call } = await connected();
      for (const contentType of [...MESSAGE_TYPES, ...sent])
        await call("sendMessage", { message: "x", contentType, clientToken: contentType });
    },
  },
  {
    title: "takes every content type but those of receipts as an event's",
    section,
    async play({ connected }) {
      const { call } = await connected();
      for (const contentType of [...MESSAGE_TYPES, ...sent.filter((type) => !receipts.includes(type))])
        await call("sendEvent", { contentType, clientToken: contentType });
    },
  },
  {
    title: "looks at the state before the arguments",
    section,
    differs: [rejectsWithErrors],
    async play({ create }) {
      const { call } = create();
      await call("sendMessage");
      await call("sendMessage", { message: 7 });
      await call("sendEvent", {});
    },
  },
  {
    title: "takes an event's content as a text of JSON",
    section,
    async play({ connected }) {
      const { call } = await connected();
      await call("sendEvent", { contentType: acknowledged, content: '{"a": 1}' });
    },
  },
  {
    title: "takes an event's content as an object",
    section,
    differs: [
      differs("CP-46", ({ requests }) => {
        const [request] = requests;
        Object.assign(request!, { body: request!.body.replace('{"a":1}', '"{\\"a\\":1}"') });
      }),
    ],
    async play({ connected }) {
      const { call } = await connected();
      await call("sendEvent", { contentType: typing, content: { a: 1 } });
    },
  },
  {
    title: "takes a text that is no JSON as an event's content",
    section,
    differs: [
      differs("CP-74", (trace) => {
        trace.calls[0]!.kind = "resolved";
        trace.requests.push({
          request: "POST /participant/event",
          bearer: "connectionToken",
          body: `{"ClientToken":"mine","Content":"plain","ContentType":"${acknowledged}"}`,
        });
      }),
    ],
    async play({ connected, calls }) {
      const { call } = await connected();
      await call("sendEvent", { contentType: acknowledged, content: "plain", clientToken: "mine" });
      delete calls()[0]!.value;
    },
  },
];
