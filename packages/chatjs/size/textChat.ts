import { createCustomerSession } from "amazon-connect-chatjs/session";

/** What a page bundles that chats in text and nothing else: `.size-limit.json` says how much that may be. */
Object.assign(globalThis, { createCustomerSession });
