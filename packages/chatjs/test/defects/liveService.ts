import { TOPICS } from "@amazon-connect-chat/protocol";
import { createChatJS } from "../../src/chatSession.js";
import type { GlobalConfig } from "../../src/config/globalConfig.js";
import { CHAT, createFakeService, recordEvents } from "../fakeService.js";
import type { FakeService } from "../fakeService.js";
import type { FakeAnswer } from "../fakePlatform.js";
import type { FakeSocket } from "../fakeSocket.js";

/** A service that lives by itself: it takes sockets and answers what they say, until a test tells it otherwise. */
export interface LiveService extends FakeService {
  /** What becomes of a socket that asks to be opened. */
  meets: "accept" | "refuse" | "hang";
  /** How a subscription is answered. */
  subscriptions: "success" | "failure" | "silence";
  /** Topics whose frames stay unanswered. */
  readonly mutes: Set<string>;
  /** Says an item on every open socket. */
  say(item: object): void;
  /** Drops every socket. */
  drop(): void;
}

/** After so many requests none is answered: a test is to fail on a storm, not to drown in it. */
const STORM = 1_000;

export function createLiveService(seed = 1): LiveService {
  const fake = createFakeService(seed);
  const { platform } = fake;
  const { openSocket, onFetch } = platform;
  const each = (act: (socket: FakeSocket) => void) => platform.sockets.forEach(act);

  const answer = (socket: FakeSocket, frame: string) => {
    const { topic, content } = JSON.parse(frame) as { topic: string; content?: object };
    if (service.mutes.has(topic)) return;
    if (topic !== TOPICS.subscribe) socket.receive({ topic, statusCode: 200, statusContent: "OK" });
    else if (service.subscriptions !== "silence")
      socket.receive({ topic, content: { ...content, status: service.subscriptions } });
  };
  platform.onFetch = (request) => (platform.requests.length > STORM ? silence() : (onFetch?.(request) ?? {}));
  platform.openSocket = (url, listeners) => {
    const client = openSocket(url, listeners);
    const socket = platform.socket();
    platform.queueTask(() => {
      if (socket.readyState !== 0) return;
      if (service.meets === "accept") socket.open();
      if (service.meets === "refuse") socket.close(1006);
    });
    return {
      get readyState() {
        return client.readyState;
      },
      send(data) {
        client.send(data);
        platform.queueTask(() => answer(socket, data));
      },
      close: (code, reason) => client.close(code, reason),
    };
  };
  const service: LiveService = {
    ...fake,
    meets: "accept",
    subscriptions: "success",
    mutes: new Set(),
    say: (item) =>
      each((socket) => {
        if (socket.readyState === 1)
          socket.receive({
            topic: TOPICS.chat,
            contentType: "application/json",
            content: JSON.stringify(item),
          });
      }),
    drop: () => each((socket) => socket.close(1006)),
  };
  return service;
}

/** A customer session that is not connected yet, and all that it tells. */
export function createCustomer(service = createLiveService(), config: GlobalConfig = {}) {
  const chatJS = createChatJS(service.platform);
  chatJS.ChatSession.setGlobalConfig(config);
  const session = chatJS.ChatSession.create({ chatDetails: CHAT, type: "CUSTOMER" });
  const seen = recordEvents(session);
  /** Names of events so far, but for those that only say that time goes by. */
  const told = () =>
    seen.map(({ name }) => name).filter((name) => !/^(DEEP_HEARTBEAT_SUCCESS|RECONNECTING)$/.test(name));
  const connectionRequests = () => service.requestsTo("/participant/connection").length;
  return { service, platform: service.platform, chatJS, session, seen, told, connectionRequests };
}

/** A customer session that is connected; what it told so far is forgotten. */
export async function connectCustomer(service = createLiveService(), config: GlobalConfig = {}) {
  const chat = createCustomer(service, config);
  const connecting = chat.session.connect();
  await chat.platform.settle();
  await connecting;
  await chat.platform.settle();
  chat.seen.length = 0;
  return chat;
}

/** The longest pause before the first attempt after a loss. */
export const FIRST_PAUSE_MS = 5_000;
export const nothingLeft = { timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 };
export const noNetwork = () => Promise.reject(new TypeError("Failed to fetch"));
export const httpError =
  (status: number, headers: Record<string, string> = {}) =>
  (): FakeAnswer => ({ status, headers, body: { message: "no" } });
/** For a request that gets no answer. */
export const silence = () => new Promise<FakeAnswer>(() => undefined);
