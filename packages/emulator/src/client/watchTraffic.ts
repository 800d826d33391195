import type { TrafficEntry } from "../traffic/trafficEntry.js";
import type { ControlRequests } from "./controlRequests.js";
import { followStream } from "./followStream.js";
import { tell } from "./tell.js";

/** Follows the traffic, see `ControlClient`; returns what stops it. */
export const watchTraffic = (
  requests: Pick<ControlRequests, "open">,
  listener: (entry: TrafficEntry) => void,
): Promise<() => void> =>
  followStream(requests, "GET /traffic", ({ name, news }) => {
    if (name !== "traffic") return;
    for (const entry of (news as { readonly entries: readonly TrafficEntry[] }).entries)
      tell(listener, entry);
  });
