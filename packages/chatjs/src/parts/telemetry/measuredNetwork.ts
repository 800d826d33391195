import { OPERATIONS } from "@amazon-connect-chat/protocol";
import type { Call } from "../../credentials/credentials.js";
import type { Platform } from "../../platform/platform.js";
import { errorCodeOf } from "./meter.js";
import type { Meter } from "./meter.js";
import type { SpanName, TelemetryAttributes } from "./telemetryRecord.js";

/** The path of an operation without what is secret in it; of the storage of attachments only that it is. */
function routeOf(pathname: string): string {
  const found = Object.values(OPERATIONS).find(({ path }) => pathname.includes(path.replace(/{.*/, "")));
  return found?.path ?? "/{attachment}";
}

function addressOf(url: string): TelemetryAttributes {
  try {
    const { hostname, pathname } = new URL(url);
    return { "server.address": hostname, "url.template": routeOf(pathname) };
  } catch {
    return {};
  }
}

/** Measures each HTTP request, until its headers are there. */
export function measurePlatform(world: Platform, meter: Meter): Platform {
  const measure = async <Answer extends { readonly status: number }>(
    url: string,
    method: string,
    send: () => Promise<Answer>,
  ): Promise<Answer> => {
    const attributes = { "http.request.method": method, ...addressOf(url) };
    const end = meter.span(method as SpanName, attributes);
    try {
      const answer = await send();
      const { status } = answer;
      end({ "http.response.status_code": status }, status >= 400 ? String(status) : undefined);
      return answer;
    } catch (error) {
      end({}, error instanceof Error ? error.name : typeof error);
      throw error;
    }
  };
  return {
    ...world,
    fetch: (url, request) => measure(url, request.method, () => world.fetch(url, request)),
    upload: (url, upload) => measure(url, "PUT", () => world.upload(url, upload)),
  };
}

/** Measures each operation, with all its attempts. */
export const measureCalls =
  (call: Call, meter: Meter): Call =>
  async (name, input, options) => {
    const { ContentType } = input as { readonly ContentType?: string };
    const end = meter.span(`ConnectParticipant/${name}`, {
      "rpc.system": "aws-api",
      "rpc.service": "ConnectParticipant",
      "rpc.method": name,
      ...(ContentType && { "chat.content_type": ContentType }),
    });
    interface Outcome {
      readonly statusCode?: number;
      readonly httpStatusCode?: number;
      readonly requestId?: string;
      readonly attempts?: number;
    }
    const told = ({ statusCode, httpStatusCode = statusCode, requestId, attempts }: Outcome = {}) => ({
      ...(httpStatusCode && { "http.response.status_code": httpStatusCode }),
      ...(requestId && { "aws.request_id": requestId }),
      ...(attempts && { "http.request.resend_count": attempts - 1 }),
    });
    try {
      const output = await call(name, input, options);
      end(told((output as { readonly $metadata?: Outcome }).$metadata));
      return output;
    } catch (error) {
      end(told(error as Outcome), errorCodeOf(error));
      throw error;
    }
  };
