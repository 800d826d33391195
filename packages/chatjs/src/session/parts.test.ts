import { describe, expect, it } from "vitest";
import { CHAT, createFakeService, message } from "../../test/fakeService.js";
import { createChatJS } from "../chatSession.js";
import { addPartsOn } from "./addParts.js";
import { definePart } from "./parts.js";
import type { PartContent } from "./parts.js";
import { attachments } from "./partList.js";
import { customerSessionOn } from "./sessionOn.js";

/** A connected session with one part made of `content`. */
async function connectWith(...contents: PartContent[]) {
  const service = createFakeService();
  const session = customerSessionOn(service.platform, {
    chatDetails: CHAT,
    parts: contents.map((content) => definePart<{ readonly extra: () => string }>(() => content)),
  });
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  return { ...service, session };
}

describe("a part that is passed when the session is made", () => {
  it("is made once for each session", () => {
    const { platform } = createFakeService();
    let made = 0;
    const part = definePart<{ readonly nth: number }>(() => {
      const nth = (made += 1);
      return { extend: () => ({ nth }) };
    });
    const [first, second] = [0, 1].map(() =>
      customerSessionOn(platform, { chatDetails: CHAT, parts: [part] }),
    );
    expect([first?.nth, second?.nth]).toEqual([1, 2]);
  });

  it("stands between the session and the world", async () => {
    const urls: string[] = [];
    const { session } = await connectWith({
      platform: (world) => ({
        ...world,
        fetch(url, request) {
          urls.push(new URL(url).pathname);
          return world.fetch(url, request);
        },
        openSocket(url, listeners) {
          urls.push("socket");
          return world.openSocket(url, listeners);
        },
      }),
    });
    await session.sendMessage({ message: "hello", contentType: "text/plain" });
    expect(urls).toEqual(["/participant/connection", "socket", "/participant/message"]);
  });

  it("stands between the session and the service, in the order of the parts", async () => {
    const seen: string[] = [];
    const spy = (name: string): PartContent => ({
      call: (call) => (operation, input, options) => {
        seen.push(`${name} ${operation}`);
        return call(operation, input, options);
      },
    });
    await connectWith(spy("first"), spy("second"));
    // The last one is the outermost.
    expect(seen).toEqual(["second CreateParticipantConnection", "first CreateParticipantConnection"]);
  });

  it("opens the connection in the place of the session's own", async () => {
    const { session, platform, item } = await connectWith({
      open: (open) => (getTransport, listener) =>
        open(getTransport, {
          ...listener,
          received: (envelope) =>
            listener.received({ ...envelope, content: String(envelope.content).replace("hello", "HELLO") }),
        }),
    });
    const seen: unknown[] = [];
    session.onMessage(({ data }) => seen.push(data.Content));
    item(message("m1", { Content: "hello" }));
    await platform.settle();
    expect(seen).toEqual(["HELLO"]);
  });

  it("adds to the session, and can call the service with its token", async () => {
    const { session, requestsTo } = await connectWith(
      { extend: () => ({ extra: () => "from the first" }) },
      {
        extend(before, { perform, sessionType }) {
          const { extra } = before as unknown as { extra(): string };
          return {
            extra() {
              void perform?.("DescribeView", { ViewToken: "view-token" });
              return `${extra()}, then of a ${sessionType}`;
            },
          };
        },
      },
    );
    expect(session.extra()).toBe("from the first, then of a CUSTOMER");
    expect(requestsTo("/participant/views/view-token")).toHaveLength(1);
  });

  it.each(["none", {}, null, { version: "5.0.0", create: () => ({}) }])(
    "is refused when it is none of this version: %j",
    (part) => {
      const { platform } = createFakeService();
      expect(() => customerSessionOn(platform, { chatDetails: CHAT, parts: [part as never] })).toThrow(
        "unable to create a session; parts must be an array of parts of amazon-connect-chatjs",
      );
    },
  );
});

describe("a part that is added to a session", () => {
  it("finds the methods of a session of the root, and the events", async () => {
    const service = createFakeService();
    const { ChatSession } = createChatJS(service.platform);
    const made = ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    const seen: string[] = [];
    const part = definePart<{ readonly status: () => string }>(() => ({
      extend(session, { getConnectionStatus, perform }) {
        session.onMessage(({ data }) => seen.push(data.Id));
        return { status: () => `${getConnectionStatus()} ${typeof perform}` };
      },
    }));
    const session = addPartsOn(service.platform, made, [part]);
    expect(session).toBe(made);
    const connecting = session.connect();
    await service.platform.settle();
    service.accept();
    await connecting;
    service.item(message("m1"));
    await service.platform.settle();
    expect(seen).toEqual(["m1"]);
    expect(session.status()).toBe("Established undefined");
  });

  it("is refused when it had to be there from the beginning, and for what is no session", () => {
    const { platform } = createFakeService();
    const session = customerSessionOn(platform, { chatDetails: CHAT });
    expect(() => addPartsOn(platform, session, [attachments])).toThrow(
      "must be passed to createCustomerSession",
    );
    expect(() => addPartsOn(platform, undefined as never, [])).toThrow("there is no session");
  });
});
