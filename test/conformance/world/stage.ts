import { CHAT, chatEvent } from "../../support/chatItems.js";
import type { Trace, TracedCall } from "../trace.js";
import { installClock } from "./clock.js";
import type { PageClock } from "./clock.js";
import { failure, plain } from "./plain.js";
import { installService } from "./service.js";
import type { SeenRequest, Service } from "./service.js";
import { createManager } from "./manager.js";
import type { FakeManager } from "./manager.js";

/** What a scenario plays with. */
export interface Stage {
  /** The namespace `connect`. */
  readonly connect: any;
  readonly clock: PageClock;
  readonly service: Service;
  /** Creates a session of a customer unless `args` says otherwise, and traces its events. */
  create(args?: CreateArgs, options?: ClientOptions): Client;
  /** A customer's session that is connected; the trace begins after that. */
  connected(args?: CreateArgs, options?: ClientOptions): Promise<Client>;
  /** A WebSocket manager of the page's own, as Streams brings one. */
  createManager(options?: { readonly without?: readonly string[] }): FakeManager;
  /** Traces a call of something that is no session. */
  attempt(name: string, call: () => unknown): Promise<TracedCall>;
  note(name: string, value: unknown): void;
  /** What was noted under a name so far. */
  noted(name: string): unknown;
  /** The calls that were traced so far. */
  calls(): readonly TracedCall[];
  /** Forgets what was traced so far. */
  begin(): void;
  /** Traces the times of requests too. */
  timeRequests(): void;
  /** Leaves pings and heartbeats out of the trace. */
  ignoreHeartbeats(): void;
  /** Moves time on until one of these events has come, in half seconds; gives up after two minutes. */
  eventually(...names: readonly string[]): Promise<void>;
}

export type CreateArgs = Readonly<Record<string, unknown>>;

export interface ClientOptions {
  /** Names the session in the trace, where there are several. */
  readonly name?: string;
  /** Events beside the usual ones that get a handler. */
  readonly and?: readonly string[];
  /** Usual events that get none. */
  readonly without?: readonly string[];
}

export interface Client {
  readonly session: any;
  /** Calls a method of the session (`controller.x`: of its controller) and lets the page come to rest. */
  call(method: string, ...args: readonly unknown[]): Promise<TracedCall>;
  /** Gives an event one more handler; `as` names the session in what that one gets. */
  listen(method: string, as?: string): void;
}

/** The events of 5.0.0, but for onTranscriptUpdated: a handler of that one asks for the transcript. */
const EVENTS = [
  "onMessage",
  "onTyping",
  "onReadReceipt",
  "onDeliveredReceipt",
  "onParticipantIdle",
  "onParticipantReturned",
  "onParticipantInvited",
  "onAutoDisconnection",
  "onAuthenticationInitiated",
  "onAuthenticationSuccessful",
  "onAuthenticationFailed",
  "onAuthenticationTimeout",
  "onAuthenticationExpired",
  "onAuthenticationCanceled",
  "onParticipantDisplayNameUpdated",
  "onChatRehydrated",
  "onConnectionEstablished",
  "onConnectionLost",
  "onConnectionBroken",
  "onDeepHeartbeatSuccess",
  "onDeepHeartbeatFailure",
  "onEnded",
];

const ENDPOINT = "https://service.test";
const UUID = /[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/g;

const bearerOf = ({ headers }: SeenRequest) => {
  const bearer = headers["x-amz-bearer"] ?? "none";
  return { "pt.": "participantToken", "ct.": "connectionToken" }[bearer.slice(0, 3)] ?? bearer;
};

/** Puts the page into a world of its own, and gives what a scenario plays with. Call it before the library is loaded. */
export function openStage(): Stage & { trace(): Promise<Trace> } {
  const clock = installClock();
  const service = installService(clock);
  let trace: Trace = emptyTrace();
  let began = { requests: 0, socket: 0, atMs: clock.nowMs() };
  let isTimed = false;
  let hasHeartbeats = true;
  Math.random = () => 0.5;
  // Chromium alone puts "Uncaught" before it.
  addEventListener("error", ({ message }) => trace.uncaught.push(message.replace(/^Uncaught /, "")));
  addEventListener("unhandledrejection", ({ reason }) => trace.uncaught.push(`rejection: ${String(reason)}`));

  /** Calls, and traces what comes of it, also when that is later. */
  const attempt: Stage["attempt"] = async (name, call) => {
    const traced: TracedCall = { call: name, kind: "pending" };
    trace.calls.push(traced);
    const became = (kind: TracedCall["kind"], value: unknown) => Object.assign(traced, { kind, value });
    try {
      const result = call();
      if (result instanceof Promise)
        result.then(
          (value: unknown) => became("resolved", plain(value)),
          (error: unknown) => became("rejected", failure(error)),
        );
      else became("returned", plain(result));
    } catch (error) {
      became("threw", failure(error));
    }
    await clock.settle();
    return traced;
  };

  const library = () => (globalThis as unknown as { connect: any }).connect;
  const create: Stage["create"] = (args = {}, options = {}) => {
    const { ChatSession } = library();
    ChatSession.setGlobalConfig({ endpoint: ENDPOINT });
    const session = ChatSession.create({
      disableCSM: true,
      type: "CUSTOMER",
      ...args,
      chatDetails: args["chatDetails"] ?? CHAT,
    });
    const listen = (method: string, as = options.name) =>
      session[method]?.((event: unknown, name: string) =>
        trace.events.push({
          name,
          ...(as && { session: as }),
          event: plain(event),
        }),
      );
    for (const method of [...EVENTS, ...(options.and ?? [])])
      if (!options.without?.includes(method)) listen(method);
    return {
      session,
      listen,
      call(method, ...given) {
        const [owner, name] = method.startsWith("controller.")
          ? [session.controller, method.slice("controller.".length)]
          : [session, method];
        return attempt(options.name ? `${options.name}: ${method}` : method, () => owner[name](...given));
      },
    };
  };

  const begin = () => {
    trace = emptyTrace();
    began = { requests: service.requests.length, socket: service.socketLog.length, atMs: clock.nowMs() };
  };
  return {
    get connect() {
      return library();
    },
    clock,
    service,
    create,
    async connected(args, options) {
      const client = create(args, options);
      await client.call("connect");
      // Whatever was announced on the way up has arrived when an item has.
      service.sendItem(chatEvent("ready", "participant.returned"));
      await clock.settle();
      begin();
      return client;
    },
    createManager: (options) => createManager(options),
    attempt,
    note: (name, value) => void (trace.notes[name] = plain(value)),
    noted: (name) => trace.notes[name],
    calls: () => trace.calls,
    begin,
    timeRequests: () => void (isTimed = true),
    ignoreHeartbeats: () => void (hasHeartbeats = false),
    async eventually(...names) {
      for (let turn = 0; turn < 240; turn++) {
        if (trace.events.some(({ name }) => names.includes(name))) return;
        await clock.advance(500);
      }
    },
    async trace() {
      await clock.settle();
      const requests = service.requests.slice(began.requests).map((request) => ({
        request: `${request.method} ${request.url.replace(ENDPOINT, "")}`,
        bearer: bearerOf(request),
        body: request.body,
        ...(isTimed && { atMs: request.atMs - began.atMs }),
      }));
      const socket = service.socketLog
        .slice(began.socket)
        .filter((line) => hasHeartbeats || !/aws\/(ping|heartbeat)/.test(line));
      const all = { ...trace, requests, socket };
      const numbers = new Map<string, string>();
      const numbered = JSON.stringify(all).replace(UUID, (uuid) => {
        if (!numbers.has(uuid)) numbers.set(uuid, `<uuid ${numbers.size + 1}>`);
        return numbers.get(uuid)!;
      });
      return JSON.parse(numbered) as Trace;
    },
  };
}

const emptyTrace = (): Trace => ({
  calls: [],
  events: [],
  requests: [],
  socket: [],
  notes: {},
  uncaught: [],
});
