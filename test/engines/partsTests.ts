import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ChatPlace } from "../support/chatPlace.js";
import { joinAgent } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

/** A page with the parts that use what engines have each in a way of their own: storage, locks, channels, canvases, layout. */
export const PARTS_PAGE = `
  import { downscale, files } from "amazon-connect-chatjs/files";
  import { outbox } from "amazon-connect-chatjs/outbox";
  import { reading } from "amazon-connect-chatjs/reading";
  import { keepSession, resumable, resumeSession } from "amazon-connect-chatjs/resume";
  import { createCustomerSession, receipts } from "amazon-connect-chatjs/session";
  import { tabs } from "amazon-connect-chatjs/tabs";

  const storage = () => localStorage;
  const heard = [];
  const create = (chatDetails, endpoint, parts) => {
    const session = createCustomerSession({ chatDetails, endpoint, parts });
    session.onMessage(({ data }) => data.Type === "MESSAGE" && heard.push(data.Content));
    return session;
  };
  Object.assign(globalThis, {
    heard,
    storage,
    downscale,
    withFiles: (chatDetails, endpoint) => create(chatDetails, endpoint, [files()]),
    withTabs: (chatDetails, endpoint) => create(chatDetails, endpoint, [tabs()]),
    withReading: (chatDetails, endpoint) => create(chatDetails, endpoint, [receipts, reading]),
    start(chatDetails, endpoint) {
      const session = create(chatDetails, endpoint, [resumable, outbox({ storage })]);
      keepSession(session, storage);
      return session;
    },
    resume: (endpoint) =>
      resumeSession(storage, (chatDetails) => create(chatDetails, endpoint, [resumable, outbox({ storage })])),
  });`;

/** What the page has; sessions are kept there. */
interface PartsScope {
  readonly heard: readonly string[];
  readonly downscale: (options: object) => (file: File) => Promise<File>;
  readonly storage: () => Storage;
  readonly resume: (endpoint: string) => Promise<unknown>;
  session: any;
}
type Make = "withFiles" | "withTabs" | "withReading" | "start";

/** @param open a page with {@link PARTS_PAGE}; all of them are of one origin */
export function partsTests(title: string, open: () => Promise<ChatPlace>): void {
  describe(title, () => {
    let emulator: RunningEmulator;
    let chatDetails: ReturnType<RunningEmulator["control"]["startChat"]>;
    let places: ChatPlace[];
    /** Those that were closed on the way. */
    let left: ChatPlace[];
    beforeAll(async () => {
      emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
    });
    afterAll(() => emulator.close());
    beforeEach(() => {
      places = [];
      left = [];
      chatDetails = emulator.control.startChat({ displayName: "Avery" });
    });
    afterEach(async () => {
      for (const place of places) {
        await place.run(() => {
          const { session, storage } = globalThis as unknown as PartsScope;
          storage().clear();
          void session?.breakConnection();
        }, undefined);
        await place.close();
      }
      expect([...places, ...left].flatMap(({ complaints }) => complaints)).toEqual([]);
    });

    const transcript = () => emulator.control.getContact(chatDetails.contactId).transcript;
    const texts = () => transcript().flatMap(({ Content }) => (Content === undefined ? [] : [Content]));
    const joins = () =>
      transcript().filter(
        ({ ContentType, ParticipantRole }) =>
          ContentType?.endsWith("participant.joined") && ParticipantRole === "CUSTOMER",
      ).length;
    const heardIn = (place: ChatPlace) =>
      place.run(() => (globalThis as unknown as PartsScope).heard, undefined);

    async function leave(place: ChatPlace) {
      await place.close();
      places = places.filter((one) => one !== place);
      left.push(place);
    }

    async function openWith(make: Make) {
      const place = await open();
      places.push(place);
      await place.run(
        async ({ make, chatDetails, endpoint }) => {
          const scope = globalThis as unknown as PartsScope & Record<Make, (...args: unknown[]) => any>;
          scope.session = scope[make](chatDetails, endpoint);
          await scope.session.connect();
        },
        { make, chatDetails, endpoint: emulator.url } as const,
      );
      return place;
    }

    test("a picture is made smaller, and sent with its progress", async () => {
      const place = await openWith("withFiles");
      const sent = await place.run(async () => {
        const { session, downscale } = globalThis as unknown as PartsScope;
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [1_200, 800];
        const context = canvas.getContext("2d")!;
        const noise = context.createImageData(canvas.width, canvas.height);
        noise.data.forEach((_, index) => (noise.data[index] = index % 4 === 3 ? 255 : Math.random() * 256));
        context.putImageData(noise, 0, 0);
        const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 1));
        const picture = new File([blob!], "photo.jpg", { type: "image/jpeg" });
        const smaller = await downscale({ maxWidth: 300 })(picture);
        const { width, height } = await createImageBitmap(smaller);
        const transfer = session.files.send(smaller);
        const states: string[] = [];
        transfer.onChange(({ name }: { readonly name: string }) => states.push(name));
        const verdict = await transfer.verdict;
        return { shrinks: smaller.size < picture.size, side: [width, height], verdict, states };
      }, undefined);
      expect(sent).toMatchObject({ shrinks: true, side: [300, 200], verdict: "APPROVED" });
      expect(sent.states).toContain("uploading");
      expect(emulator.control.listAttachments(chatDetails.contactId)).toHaveLength(1);
    });

    test("a page that is loaded anew goes on with its chat, and sends what waited", async () => {
      const first = await openWith("start");
      emulator.control.injectFault({
        kind: "httpError",
        operation: "SendMessage",
        contactId: chatDetails.contactId,
        status: 503,
      });
      const stored = await first.run(
        () =>
          (globalThis as unknown as PartsScope).session.outbox.sendMessage({
            message: "said before",
            contentType: "text/plain",
          }).stored,
        undefined,
      );
      expect(stored).toBe(true);
      await leave(first);
      emulator.control.clearFaults();

      const second = await open();
      places.push(second);
      await second.run(async (endpoint) => {
        const scope = globalThis as unknown as PartsScope;
        scope.session = await scope.resume(endpoint);
      }, emulator.url);
      await waitUntil(() => expect(texts()).toEqual(["said before"]));
      await waitUntil(async () => expect(await heardIn(second)).toEqual(["said before"]));
      expect(joins()).toBe(1);
    });

    test("pages of one chat share a socket, and the other goes on when one of them goes", async () => {
      const agent = await joinAgent(emulator, chatDetails.contactId);
      const first = await openWith("withTabs");
      const second = await openWith("withTabs");
      const sockets = () =>
        emulator.control.listSockets().filter(({ contactId }) => contactId === chatDetails.contactId);
      expect(sockets()).toHaveLength(1);
      emulator.control.say({ ...agent, content: "to both" });
      for (const place of [first, second])
        await waitUntil(async () => expect(await heardIn(place)).toEqual(["to both"]));
      const { socketId } = sockets()[0]!;
      await leave(first);
      await waitUntil(() => {
        expect(sockets()).toHaveLength(1);
        expect(sockets()).not.toMatchObject([{ socketId }]);
      });
      emulator.control.say({ ...agent, content: "to the other" });
      await waitUntil(async () => expect(await heardIn(second)).toEqual(["to both", "to the other"]));
      expect(joins()).toBe(1);
    });

    test("what is seen is read", async () => {
      const agent = await joinAgent(emulator, chatDetails.contactId);
      const place = await openWith("withReading");
      await place.run(() => {
        const { session } = globalThis as unknown as PartsScope;
        const list = document.body.appendChild(document.createElement("ul"));
        session.onMessage(
          ({ data }: { readonly data: { readonly Id: string; readonly Content: string } }) => {
            const row = document.createElement("li");
            row.dataset["messageId"] = data.Id;
            row.textContent = data.Content;
            list.append(row);
          },
        );
        session.autoReadReceipts(list);
      }, undefined);
      const { Id } = emulator.control.say({ ...agent, content: "read me" });
      const isRead = () =>
        transcript()
          .find((item) => item.Id === Id)
          ?.MessageMetadata?.Receipts?.some(({ ReadTimestamp }) => ReadTimestamp) ?? false;
      await waitUntil(() => expect(isRead()).toBe(true));
    });
  });
}
