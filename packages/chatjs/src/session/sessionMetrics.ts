import type { GetConnectionToken } from "../credentials/connectionDetails.js";
import type { Call } from "../credentials/credentials.js";
import { statusCodeOf } from "../errors.js";
import type { ChatError } from "../errors.js";
import type { CsmService } from "../metrics/csmService.js";
import type { Platform } from "../platform/platform.js";
import type { SessionType } from "./sessionArgs.js";

/** Measures a session with the metrics that 5.0.0 has. What is measured stays what it was. */
export interface SessionMetrics {
  /** Counts an event of the socket; its metric is called `Websocket` and the event. */
  count(event: string): void;
  /** Measures how long a promise takes to settle, and whether it fails. */
  measure<Pending extends Promise<unknown>>(name: string, pending: Pending, contentType?: string): Pending;
  /** The same method, and each call of it measured under its name. */
  method<Method extends (args?: never) => Promise<unknown>>(name: string, perform: Method): Method;
  /** The same operations, and each CreateParticipantConnection measured. */
  call(call: Call): Call;
  /** The same function, and its failures counted. */
  getConnectionToken(get: GetConnectionToken | undefined): GetConnectionToken | undefined;
}

export interface SessionMetricsOptions {
  readonly csmService: CsmService;
  readonly platform: Platform;
  /** Of an agent's session only the way in is counted. */
  readonly sessionType: SessionType;
  /** Of a customer's session nothing is collected. */
  readonly disableCSM?: boolean | undefined;
}

/** What a method is called with, as far as a metric shows it. */
interface MeasuredArgs {
  readonly contentType?: string;
  readonly attachment?: { readonly type?: string };
}

export function createSessionMetrics(options: SessionMetricsOptions): SessionMetrics {
  const { csmService, sessionType, disableCSM } = options;
  const isAgent = sessionType === "AGENT";
  const collected = isAgent || disableCSM ? undefined : csmService;
  const countAgent = (name: string, value: number) => csmService.addAgentCountMetric(name, value);

  /** A promise stays its owner's, its rejection too. What is no promise is refused where it is used. */
  const watch = <Pending extends Promise<unknown>>(
    pending: Pending,
    settled: (failed: 0 | 1, error?: unknown) => void,
  ): Pending => {
    (pending as Partial<Promise<unknown>> | undefined)?.then?.(
      () => settled(0),
      (error: unknown) => settled(1, error),
    );
    return pending;
  };
  const measure: SessionMetrics["measure"] = (name, pending, contentType) => {
    const startedAtMs = options.platform.nowMs();
    const dimensions = contentType ? [{ name: "ContentType", value: contentType }] : [];
    return watch(pending, (failed, error) => {
      // The page wanted no answer, or nothing was asked for: neither tells how the service is.
      const unasked: readonly unknown[] = ["ABORTED", "RECEIPT_IGNORED", "NO_ACTIVE_CONNECTION"];
      if (unasked.includes((error as ChatError | undefined)?.code)) return;
      collected?.addLatencyMetricWithStartTime(name, startedAtMs, "API", dimensions);
      collected?.addCountAndErrorMetric(name, "API", failed > 0, dimensions);
    });
  };

  return {
    count: (event) => collected?.addCountMetric(`Websocket${event}`, "API"),
    measure,
    method: (name, perform) =>
      ((args: MeasuredArgs | undefined) =>
        measure(
          name.replace(/^./, (letter) => letter.toUpperCase()),
          perform(args as never),
          args?.contentType ?? args?.attachment?.type,
        )) as typeof perform,
    call: (call) => (name, input, callOptions) => {
      const pending = call(name, input, callOptions);
      if (name !== "CreateParticipantConnection") return pending;
      if (!isAgent) return measure(name, pending);
      const isAcknowledgement = !("Type" in input);
      if (isAcknowledgement) countAgent("CREATE_PARTICIPANT_CONACK_CALL_COUNT", 1);
      return watch(pending, (failed, error) => {
        if (!/^4/.test(String(statusCodeOf(error))))
          countAgent("AGENT_CREATE_PARTICIPANT_ERROR_RATE", failed);
        if (failed && isAcknowledgement) countAgent("CREATE_PARTICIPANT_CONACK_FAILURE", 1);
      });
    },
    getConnectionToken: (get) =>
      get && (() => watch(get(), (failed) => countAgent("AGENT_GET_CONNECTION_TOKEN_ERROR_RATE", failed))),
  };
}
