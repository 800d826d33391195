import { polling } from "amazon-connect-chatjs/polling";
import { createCustomerSession } from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
const session = createCustomerSession({ chatDetails, parts: [polling({ afterMs: 100 })] });
const isPolling: boolean = session.polling.isPolling;
session.polling.onChange((next) => next === isPolling, { signal: AbortSignal.timeout(1) });
// @ts-expect-error milliseconds are a number
polling({ afterMs: "soon" });
