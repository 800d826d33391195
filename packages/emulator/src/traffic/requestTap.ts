import type { FaultSubject } from "../faults/faultMatch.js";
import { noStatus } from "../requestLog.js";
import type { RequestRecord } from "../requestLog.js";
import { textMembers } from "./jsonMembers.js";
import type { Traffic } from "./traffic.js";

/** An operation call that is over. */
export interface TappedRequest {
  readonly call: Omit<RequestRecord, "at">;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly subject: FaultSubject;
  readonly body: string;
  /** Asked for when there was an answer. */
  readonly response: () => Response;
}

/** Tells those who watch of an operation call. */
export function tapRequest(traffic: Traffic, request: TappedRequest): void {
  if (!traffic.isWatched) return;
  const { call, startedAtMs, endedAtMs, subject, body } = request;
  const { ContactId: contactId, ContentType: contentType } = textMembers(body);
  const answer = call.status === noStatus ? undefined : request.response();
  const isJson = answer?.headers.get("content-type")?.startsWith("application/json") ?? false;
  traffic.tell(
    {
      kind: "request",
      ...call,
      // What could not be kept is refused after all.
      status: answer?.status ?? noStatus,
      atMs: startedAtMs,
      durationMs: endedAtMs - startedAtMs,
      ...(contactId !== undefined && { contactId }),
      ...(contentType !== undefined && { contentType }),
      ...subject,
    },
    answer && isJson
      ? answer
          .clone()
          .text()
          .then((response) => ({ request: body, response }))
      : { request: body },
  );
}
