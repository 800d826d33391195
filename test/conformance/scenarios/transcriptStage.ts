import { chatItem } from "../../support/chatItems.js";
import { differs } from "../scenario.js";
import type { Client, Stage } from "../world/stage.js";

export const section = "The transcript";
export const text = { message: "hello", contentType: "text/plain" };

/** An item whose time follows from its name: a letter of the alphabet. */
export const at = (Id: string, more: object = {}) =>
  chatItem(Id, {
    AbsoluteTime: `2031-02-03T04:05:${String(Id.charCodeAt(0) - 96).padStart(2, "0")}.000Z`,
    ...more,
  });

/** Answers the next pages of the transcript with these items. */
export const pages = (
  { service }: Stage,
  ...lists: readonly (readonly [items: readonly object[], next?: string])[]
) => {
  let turn = 0;
  service.answer(({ path }) => {
    if (!path.endsWith("/transcript")) return undefined;
    const [Transcript = [], NextToken] = lists[turn++] ?? [];
    return { body: { InitialContactId: "contact-1", Transcript, ...(NextToken && { NextToken }) } };
  });
};

/** What the transcript's last event shows: Ids and statuses, and the token of the page before. */
export const showLast = ({ note }: Stage, { session }: Client) => {
  session.onTranscriptUpdated((event: any) => {
    const { transcript, previousTranscriptNextToken } = event.data;
    note("last", {
      items: transcript.map(({ Id, Content, MessageMetadata }: any) =>
        [/^[\da-f-]{36}$/.test(Id) ? "a new Id" : Id, Content, MessageMetadata?.Status].join(" "),
      ),
      token: previousTranscriptNextToken,
    });
    note("updated", true);
  });
};

/** A session that is connected, with a handler that came before; the transcript it reads on the way is empty. */
export const watching = async (stage: Stage) => {
  const client = stage.create();
  showLast(stage, client);
  await client.call("connect");
  await stage.clock.advance(1_000);
  stage.begin();
  return client;
};

export const receipt = (messageId: string, kind: "Read" | "Delivered") =>
  chatItem(`receipt of ${messageId}`, {
    Type: "MESSAGEMETADATA",
    MessageMetadata: {
      MessageId: messageId,
      Receipts: [
        { [`${kind}Timestamp`]: "2031-02-03T04:05:06.789Z", RecipientParticipantId: "participant-2" },
      ],
    },
  });

/** An item that comes, or a page that is read. */
export interface Step {
  readonly item?: object;
  readonly page?: readonly [items: readonly object[], next?: string, args?: object];
}
export const playStory = async (stage: Stage, steps: readonly Step[]) => {
  const { call } = await watching(stage);
  for (const { item, page } of steps) {
    if (item) stage.service.sendItem(item);
    if (page) {
      const [items, next, args] = page;
      pages(stage, next ? [items, next] : [items]);
      await call("getTranscript", args ?? {});
    }
    await stage.clock.settle();
  }
};

/** The transcript has these items alone, with these statuses. */
export const shows = (...items: readonly string[]) =>
  differs("CP-34", ({ notes }) => {
    notes["last"].items = items;
  });
