import { outbox } from "amazon-connect-chatjs/outbox";
import type { OutboxEntry, OutboxStorage } from "amazon-connect-chatjs/outbox";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
declare const use: (...values: readonly unknown[]) => void;
const attachment = new Blob(["x"], { type: "text/plain" });

const session = createCustomerSession({ chatDetails, parts: [outbox({ storage: sessionStorage })] });
const { id, stored, sent } = session.outbox.sendMessage({ message: "x", contentType: "text/plain" });
const isStored: Promise<boolean> = stored;
const entry: Promise<OutboxEntry> = sent;
void sent.then(({ resultId }) => use(resultId?.length));
session.outbox.sendEvent({ contentType: "x", content: { a: 1 }, clientToken: "token" });
session.outbox.sendAttachment({ attachment, metadata: 1, onProgress: ({ loadedBytes }) => loadedBytes });
void session.outbox.retry(id).sent;
const wasThere: boolean = session.outbox.discard(id);
session.outbox.onChange((entries) => entries.length)();

for (const each of session.outbox.entries) {
  if (each.state === "failed") use(each.error.code);
  if (each.state === "sent") use(each.resultId?.length);
  if (each.kind === "message") use(each.message.length);
  if (each.kind === "attachment") use(each.size.toFixed());
  // @ts-expect-error only a failed one has an error
  if (each.state === "waiting") use(each.error);
  // @ts-expect-error entries are not changed
  each.attempts = 1;
}
// @ts-expect-error nor is their list
session.outbox.entries.push();

/** As React Native's AsyncStorage is typed. */
declare const asyncStorage: {
  getItem(key: string, callback?: (error?: Error, result?: string | null) => void): Promise<string | null>;
  setItem(key: string, value: string, callback?: (error?: Error) => void): Promise<void>;
  removeItem(key: string, callback?: (error?: Error) => void): Promise<void>;
};
const storage: OutboxStorage = asyncStorage;
outbox({ storage, keyPrefix: "mine" });
outbox({ storage: () => sessionStorage });
// @ts-expect-error it cannot be written
outbox({ storage: { getItem: () => null } });

// @ts-expect-error the part was not passed
use(createCustomerSession({ chatDetails }).outbox);
use(addParts(createCustomerSession({ chatDetails }), [outbox()]).outbox.entries);
use(isStored, entry, wasThere);
