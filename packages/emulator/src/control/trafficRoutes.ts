import { z } from "zod";
import { controlRoute } from "./controlRoute.js";
import { trafficDetail } from "./trafficAnswers.js";

/** What passes between clients and the service. */
export const trafficRoutes = [
  controlRoute("GET /traffic", {
    name: "watchTraffic",
    summary:
      "Server-sent events: those of `/events`, and `traffic` with `{entries, missed}` for what passed since the one before.",
    answer: z.string(),
    contentType: "text/event-stream",
    run: ({ events }) => events.open({ withTraffic: true }),
  }),
  controlRoute("GET /traffic/{trafficId}", {
    name: "getTraffic",
    summary: "What one of the latest entries carried; kept while the stream of traffic is read.",
    answer: trafficDetail,
    refuses: ["NotFound"],
    run: ({ control }, { trafficId }) => control.getTraffic(Number(trafficId)),
  }),
] as const;
