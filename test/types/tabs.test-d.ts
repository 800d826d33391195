import { createCustomerSession, receipts } from "amazon-connect-chatjs/session";
import { tabs } from "amazon-connect-chatjs/tabs";
import type { SessionTabs, TabsState } from "amazon-connect-chatjs/tabs";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };

const session = createCustomerSession({ chatDetails, parts: [receipts, tabs()] });
const all: SessionTabs = session.tabs;
const off: () => void = all.onChange(({ isLeader, count }: TabsState) => isLeader && count > 1);
off();
all.onChange(() => undefined, { signal: new AbortController().signal });
createCustomerSession({ chatDetails, parts: [tabs({ name: "support" })] });
// @ts-expect-error it is made by a call
createCustomerSession({ chatDetails, parts: [tabs] });
// @ts-expect-error nobody but the browser says who leads
all.isLeader = true;
// @ts-expect-error a name is a text
tabs({ name: 5 });
// @ts-expect-error it was not passed
createCustomerSession({ chatDetails }).tabs.onChange(() => undefined);
