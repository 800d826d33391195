import { HEADERS } from "@amazon-connect-chat/protocol";
import { createRoutes } from "./createRoutes.js";
import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Access } from "./access/access.js";
import { guardRequests } from "./access/guardRequests.js";
import type { AppEnv } from "./appEnv.js";
import { createAuthenticationRoutes } from "./authentication/authenticationRoutes.js";
import type { Bucket } from "./bucket/bucket.js";
import { createBucketRoutes } from "./bucket/bucketRoutes.js";
import { bucketPath } from "./bucket/signedQuery.js";
import { createConnectRoutes } from "./connect/connectRoutes.js";
import type { ContactEvents } from "./control/contactEvents.js";
import type { Control } from "./control/control.js";
import { CONTROL_ERROR_STATUS } from "./control/controlError.js";
import type { ControlRefusalCode } from "./control/controlError.js";
import { createControlRoutes } from "./control/controlRoutes.js";
import { ConnectionCut } from "./faults/connectionCut.js";
import type { RequestFaults } from "./faults/requestFaults.js";
import { bearerSubject } from "./faults/faultSubjects.js";
import type { Ids } from "./ids.js";
import { toIsoTime } from "./isoTime.js";
import type { MetricLog } from "./metrics/metricLog.js";
import { addOperationRoutes } from "./operationRoutes.js";
import type { OperationContext } from "./operations/runOperation.js";
import {
  ServiceError,
  missingAuthenticationToken,
  requestTooLong,
  serviceError,
} from "./operations/serviceError.js";
import { drawPicture, picturesPath } from "./samples/pictures.js";
import { readRequestBody } from "./requestBody.js";
import type { RequestLog, RequestRecord } from "./requestLog.js";
import { tapRequest } from "./traffic/requestTap.js";
import type { Traffic } from "./traffic/traffic.js";

/** Answers what the service has no route for; undefined leaves it to the service. */
export type ServePage = (request: Request) => Promise<Response | undefined>;

export interface AppParts {
  readonly context: OperationContext;
  readonly access: Access;
  readonly ids: Ids;
  readonly bucket: Bucket;
  readonly control: Control;
  readonly contactEvents: ContactEvents;
  readonly requestLog: RequestLog;
  readonly metricLog: MetricLog;
  readonly traffic: Traffic;
  readonly faults: RequestFaults;
  readonly servePage?: ServePage | undefined;
  /** Settles when what has changed so far is kept; answers go out after that. @defaultValue nothing is kept */
  readonly flushed?: (() => Promise<void>) | undefined;
}

/** Requests that may change something; the others are answered whether or not that could be kept. */
const changes = new Set(["POST", "PUT", "DELETE"]);

const messageOf = (error: unknown) => (error instanceof Error ? error.message : "the reason is unknown");

/**
 * The service, its proxy and its control API as one fetch handler. It rejects with a ConnectionCut when a fault wants the
 * connection cut.
 */
export function createApp(parts: AppParts): Hono<AppEnv> {
  const {
    context: operationContext,
    access,
    ids,
    bucket,
    control,
    contactEvents,
    requestLog,
    metricLog,
    traffic,
    faults,
    servePage,
    flushed,
  } = parts;
  const { settings, world, authentications } = operationContext;
  const app = createRoutes();

  const answer = (context: Context<AppEnv>, error: ServiceError, body: object = error.body) => {
    context.header(HEADERS.errorType, error.type);
    context.header("x-emu-detail", error.detail);
    context.set("detail", error.detail);
    return context.json(body, error.status as ContentfulStatusCode);
  };

  const asServiceError = (error: unknown): ServiceError => {
    if (error instanceof ServiceError) return error;
    settings.logger.error(
      `unable to answer a request; ${error instanceof Error ? error.name : typeof error}`,
    );
    return serviceError("InternalServerException", "Internal server error");
  };

  const record = (context: Context<AppEnv>, call: Omit<RequestRecord, "at">) => {
    context.set("call", call);
    requestLog.add({ ...call, at: toIsoTime(settings.clock.nowMs()) });
    const { detail } = context.var;
    settings.logger.info(`${call.operation} ${call.status}${detail === undefined ? "" : `; ${detail}`}`);
  };

  const tell = (context: Context<AppEnv>, startedAtMs: number) => {
    const { call, body } = context.var;
    if (!call) return;
    tapRequest(traffic, {
      call,
      startedAtMs,
      endedAtMs: settings.clock.nowMs(),
      subject: bearerSubject(world, context.req.header(HEADERS.bearer)),
      body,
      response: () => context.res,
    });
  };

  const reportRequest = (context: Context<AppEnv>) => {
    const { path, method } = context.req;
    settings.onRequest?.({ path, method, headers: context.req.header(), body: context.var.body });
  };

  /** An error in the words of whoever was asked: the control API, or the service. */
  const refuse = (context: Context<AppEnv>, code: ControlRefusalCode, reason: string, error: ServiceError) =>
    /^\/control(\/|$)/.test(context.req.path)
      ? context.json({ error: { code, message: reason } }, CONTROL_ERROR_STATUS[code])
      : answer(context, error);

  const refuseUnkept = (context: Context<AppEnv>, reason: string) =>
    refuse(
      context,
      "Unavailable",
      reason,
      serviceError("InternalServerException", "Internal server error", reason),
    );

  app.use(
    guardRequests(access, (context, reason) => {
      context.header(HEADERS.requestId, ids.uuid());
      return refuse(context, "Forbidden", reason, serviceError("AccessDeniedException", reason));
    }),
  );

  app.use(async (context, next) => {
    const startedAtMs = settings.clock.nowMs();
    const requestId = ids.uuid();
    context.set("requestId", requestId);
    // Files are read as bytes where they are stored.
    const isFile = context.req.path.startsWith(bucketPath);
    const body = isFile ? "" : await readRequestBody(context.req.raw, settings.limits.requestSizeBytes);
    context.set("body", body ?? "");
    try {
      if (body === undefined) context.res = answer(context, requestTooLong());
      else await next();
      if (flushed && changes.has(context.req.method))
        await flushed().catch((error: unknown) => {
          // The client asks again, and has its answer when the change is kept.
          context.res = refuseUnkept(context, messageOf(error));
        });
    } finally {
      tell(context, startedAtMs);
    }
    context.res.headers.set(HEADERS.requestId, requestId);
  });

  addOperationRoutes(app, {
    context: operationContext,
    faults,
    reportRequest,
    record,
    refuse: (context, error) => answer(context, asServiceError(error)),
  });

  app.route(
    bucketPath,
    createBucketRoutes({
      bucket,
      faults,
      limits: settings.limits,
      report: reportRequest,
      record,
    }),
  );
  app.route("/", createAuthenticationRoutes({ world, authentications, options: settings.authentication }));
  app.get(`${picturesPath}:name`, (context) => drawPicture(context.req.param("name").replace(/\.svg$/, "")));

  app.route(
    "/",
    createConnectRoutes({
      context: operationContext,
      faults,
      reportRequest,
      record,
      asServiceError,
      answer,
    }),
  );

  app.post("/csm/put-metrics", (context) => {
    reportRequest(context);
    metricLog.add(context.var.body, toIsoTime(settings.clock.nowMs()));
    return context.json({});
  });

  app.route("/control", createControlRoutes(control, contactEvents));

  app.all("*", async (context) => {
    const page = await servePage?.(context.req.raw);
    if (page) return page;
    reportRequest(context);
    return answer(context, missingAuthenticationToken());
  });

  app.onError((error, context) => {
    // No answer is the host's business.
    if (error instanceof ConnectionCut) throw error;
    return answer(context, asServiceError(error));
  });
  return app;
}
