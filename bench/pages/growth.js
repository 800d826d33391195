/* global Event, EventTarget, MessageChannel, MessageEvent, Response */
/** A chat whose service is this page, so that nothing is measured but the library. Load it before the library. */
{
  const chat = { ContactId: "contact-1", ParticipantId: "customer-1", ParticipantToken: "pt" };
  const startMs = Date.UTC(2026, 0, 1);
  const expiry = new Date(Date.now() + 86_400_000).toISOString();
  /** Messages are numbered by their seconds: those of the first page end at 0. */
  const item = (/** @type {number} */ number) => ({
    AbsoluteTime: new Date(startMs + number * 1_000).toISOString(),
    Content: "The parcel has left the depot and will be with you tomorrow before noon.",
    ContentType: "text/plain",
    Id: `item ${number}`,
    Type: "MESSAGE",
    ParticipantId: "agent-1",
    DisplayName: "Robin",
    ParticipantRole: "AGENT",
    InitialContactId: chat.ContactId,
    ContactId: chat.ContactId,
  });
  let oldest = 1;
  let newest = 0;
  let pageSize = 0;
  /** @type {FakeSocket} */
  let socket;

  globalThis.fetch = async (input) => {
    const url = String(input instanceof URL || typeof input === "string" ? input : input.url);
    const page = () => {
      oldest -= pageSize;
      const Transcript = Array.from({ length: pageSize }, (_none, index) => item(oldest + index));
      return { InitialContactId: chat.ContactId, Transcript, NextToken: "older" };
    };
    const body = url.endsWith("/transcript")
      ? page()
      : {
          Websocket: { Url: "wss://service.example/", ConnectionExpiry: expiry },
          ConnectionCredentials: { ConnectionToken: "ct", Expiry: expiry },
        };
    return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
  };

  class FakeSocket extends EventTarget {
    readyState = 0;
    constructor() {
      super();
      socket = this;
      setTimeout(() => {
        this.readyState = 1;
        this.#tell(new Event("open"));
      }, 0);
    }
    /** @param {Event} event */
    #tell(event) {
      this.dispatchEvent(event);
      /** @type {any} */ (this)[`on${event.type}`]?.(event);
    }
    /** @param {object} frame */
    receive(frame) {
      this.#tell(new MessageEvent("message", { data: JSON.stringify(frame) }));
    }
    /** @param {string} frame */
    send(frame) {
      const { topic, content } = JSON.parse(frame);
      setTimeout(
        () =>
          this.receive({
            topic,
            statusCode: 200,
            content: content && { status: "success", topics: content.topics },
          }),
        0,
      );
    }
    close() {
      this.readyState = 3;
    }
  }
  Object.assign(globalThis, { WebSocket: Object.assign(FakeSocket, { OPEN: 1, CONNECTING: 0, CLOSED: 3 }) });

  const { port1, port2 } = new MessageChannel();
  const nextTask = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
  const heard = (/** @type {object} */ content) =>
    socket.receive({
      topic: "aws/chat",
      contentType: "application/json",
      content: JSON.stringify(content),
    });

  /** @type {any} */
  let session;
  /** @type {readonly any[]} */
  let transcript = [];
  let lastHeard = 0;
  /** @type {() => void} */
  let stop = () => undefined;
  const until = async (/** @type {() => boolean} */ isDone) => {
    while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  /** @type {import("../growth.mjs").Growth} */
  const scope = {
    async openChat(count) {
      const { ChatSession } = /** @type {any} */ (globalThis).connect;
      ChatSession.setGlobalConfig({ endpoint: "https://service.example" });
      session = ChatSession.create({ chatDetails: chat, type: "CUSTOMER", disableCSM: true });
      stop = session.onTranscriptUpdated((/** @type {any} */ { data }) => (transcript = data.transcript));
      session.onMessage((/** @type {any} */ { data }) => (lastHeard = Number(data.Id.slice(5))));
      pageSize = count;
      await session.connect();
      await until(() => transcript.length === count);
      pageSize = 100;
    },
    async hear(count) {
      for (let heardSoFar = 0; heardSoFar < count; heardSoFar++) {
        heard(item(++newest));
        await nextTask();
      }
      await until(() => lastHeard === newest);
    },
    async beRead(count) {
      const step = Math.max(1, Math.floor(transcript.length / count));
      const ids = Array.from(
        { length: count },
        (_none, index) => transcript[(index * step) % transcript.length].Id,
      );
      let read = 0;
      session.onReadReceipt(() => (read += 1));
      for (const id of ids) {
        heard({
          Id: id,
          Type: "MESSAGEMETADATA",
          ContentType: "application/vnd.amazonaws.connect.event.message.metadata",
          // Never the same twice, so that no receipt is taken for a repetition.
          MessageMetadata: {
            MessageId: id,
            Receipts: [{ ReadTimestamp: expiry, RecipientParticipantId: `agent ${Math.random()}` }],
          },
        });
        await nextTask();
      }
      await until(() => read >= count);
    },
    async page(count) {
      for (let read = 0; read < count; read++) await session.getTranscript({ nextToken: "older" });
    },
    stopListening: () => stop(),
  };
  Object.assign(globalThis, { growth: scope });
}
