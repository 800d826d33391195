import { tell } from "../client/tell.js";
import type { Traffic } from "../traffic/traffic.js";
import type { TrafficDetail, TrafficEntry } from "../traffic/trafficEntry.js";
import { ControlError } from "./controlError.js";

export interface TrafficControl {
  /**
   * Calls back with every operation call that is over, every frame of a socket, and what becomes of sockets; returns what stops it.
   * Bodies are kept while anybody watches.
   */
  watchTraffic(listener: (entry: TrafficEntry) => void): () => void;
  /** What one of the latest 1,000 entries carried, tokens masked. NotFound for an older one, and once nobody has watched. */
  getTraffic(trafficId: number): TrafficDetail;
}

export const createTrafficControl = (traffic: Traffic): TrafficControl => ({
  watchTraffic: (listener) => traffic.watch((entry) => tell(listener, entry)),
  getTraffic(trafficId) {
    const detail = traffic.find(trafficId);
    if (!detail)
      throw new ControlError(
        "NotFound",
        "unable to find the traffic; its id is unknown, or it is no longer kept",
      );
    return detail;
  },
});
