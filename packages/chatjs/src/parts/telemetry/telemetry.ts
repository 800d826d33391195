import type { Platform } from "../../platform/platform.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import { measureCalls, measurePlatform } from "./measuredNetwork.js";
import { measureMessages, measureOutages } from "./measuredSession.js";
import type { Outage } from "./measuredSession.js";
import { assertSink, createMeter } from "./meter.js";
import type { TelemetryAttributes, TelemetrySink } from "./telemetryRecord.js";

/**
 * Measures a session: each operation with its attempts, `connect()`, outages and recovery, how long messages and receipts take.
 * A session that gets the part late, from `addParts`, is measured without operations, attempts and recovery.
 * @param sink gets each record when it is complete; what it throws breaks nothing
 * @throws IllegalArgumentError when it is no function
 */
export function telemetry(sink: TelemetrySink): SessionPart {
  assertSink(sink);
  return definePart(() => {
    let world: Pick<Platform, "nowMs"> | undefined;
    let attributes: TelemetryAttributes = {};
    let outage: Outage | undefined;
    const meter = createMeter(
      sink,
      () => world?.nowMs() ?? 0,
      () => attributes,
    );
    return {
      platform(platform) {
        world = platform;
        return measurePlatform(platform, meter);
      },
      call: (call) => measureCalls(call, meter),
      open: (open) => (getTransport, listener) =>
        open(getTransport, {
          ...listener,
          subscribed() {
            outage?.subscribed();
            return listener.subscribed();
          },
        }),
      extend(session, kit) {
        world ??= kit.platform;
        attributes = {
          "chat.session_type": kit.sessionType,
          "chat.contact_id": session.getChatDetails().contactId,
        };
        outage = measureOutages(meter, kit);
        return measureMessages(meter, session, kit);
      },
    };
  });
}
