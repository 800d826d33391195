import type { Platform } from "../platform/platform.js";
import { VERSION } from "../version.js";

export type PublishOutcome = (
  outcome: "ConnectSessionSuccess" | "CreateSessionError" | "ConnectSessionError",
  isSuccess: 0 | 1,
) => void;

/** Tells amazon-connect-streams, on pages that have it, how it went with a session. Never throws. */
export const createStreamsMetrics =
  (platform: Platform): PublishOutcome =>
  (outcome, count) => {
    try {
      const streams = platform.globals["connect"] as
        | { readonly version?: string; publishMetric?(metric: object): unknown }
        | undefined;
      const streamsJSVersion = streams?.version;
      streams?.publishMetric?.({
        name: `ChatJS${count ? "Event" : "Success"}Metric`,
        data: { count },
        dimensions: {
          category: `StreamsJS-${streamsJSVersion}-ChatJS${outcome}`,
          ...(!count && { errorType: "InternalServerError" }),
          streamsJSVersion,
          chatJSVersion: VERSION,
        },
        customCCPName: "ChatJS",
      });
    } catch {
      // Streams throws until its initCCP has run. // CP-78
    }
  };
