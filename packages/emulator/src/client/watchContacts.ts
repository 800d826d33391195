import type { ContactSummary } from "../control/contactSummary.js";
import type { ControlRequests } from "./controlRequests.js";
import { followStream } from "./followStream.js";
import { tell } from "./tell.js";

/** Follows all contacts, see `ControlClient`; returns what stops it. */
export const watchContacts = (
  requests: Pick<ControlRequests, "open">,
  listener: (contact: ContactSummary) => void,
): Promise<() => void> =>
  followStream(requests, "GET /events", ({ name, news, isFirst }) => {
    if (name === "contact") tell(listener, news as ContactSummary);
    // Of the first connection, what was before is not news.
    if (name === "contacts" && !isFirst)
      for (const contact of news as readonly ContactSummary[]) tell(listener, contact);
  });
