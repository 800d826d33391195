import { ChatSession } from "amazon-connect-chatjs";
import { reading } from "amazon-connect-chatjs/reading";
import type { Unread } from "amazon-connect-chatjs/reading";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
const { signal } = new AbortController();
const session = createCustomerSession({ chatDetails, parts: [reading] });

void session.markRead("m1").then(() => undefined);
void session.markAllRead().then(() => undefined);
session.autoReadReceipts(document.body, { visibleForMs: 100, signal })();
session.autoReadReceipts(document.body, { messageIdOf: (element) => element.id || undefined });
const unread: Unread = session.getUnread();
unread.messageIds.at(session.unreadCount())?.slice();
session.onUnreadChange(({ count }) => count.toFixed(), { once: true })();
// @ts-expect-error a message has an id
void session.markRead();
// @ts-expect-error not an element
session.autoReadReceipts("#messages");
// @ts-expect-error it is not the page's to change
unread.count = 0;

const old = ChatSession.create({ type: "CUSTOMER", chatDetails });
// @ts-expect-error it has not got it yet
void old.markAllRead();
void addParts(old, [reading]).markAllRead();
