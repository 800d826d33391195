import { SCAN_DIRECTIONS, SORT_ORDERS } from "@amazon-connect-chat/protocol";
import type { OperationInput, ScanDirection, StartPosition } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import { fromIsoTime } from "../isoTime.js";
import type { Room } from "../world/room.js";
import { readPage } from "../world/transcriptPage.js";
import type { Scan, ScanStart } from "../world/transcriptPage.js";
import { text } from "./bodyRules.js";
import type { Operation } from "./operation.js";
import { invalidParameter } from "./serviceError.js";

const defaultMaxResults = 10;

/** Where StartPosition points; undefined when it names nothing. Of several members the first counts. */
function startOf(room: Readonly<Room>, position: StartPosition): ScanStart | undefined {
  const { Id: id, AbsoluteTime: time, MostRecent: count } = position;
  if (id !== undefined) {
    const index = room.transcript.indexOf(id);
    if (index === undefined) throw invalidParameter("StartPosition.Id", "is no item of this chat");
    return { at: "index", index };
  }
  if (time !== undefined) {
    const timeMs = fromIsoTime(time);
    if (timeMs === undefined) throw invalidParameter("StartPosition.AbsoluteTime", "is no ISO-8601 time");
    return { at: "time", timeMs };
  }
  return count === undefined ? undefined : { at: "mostRecent", count };
}

function firstScan(room: Readonly<Room>, input: OperationInput<"GetTranscript">): Omit<Scan, "limit"> {
  const start = startOf(room, input.StartPosition ?? {});
  const direction: ScanDirection = input.ScanDirection ?? (start ? "FORWARD" : "BACKWARD");
  if (start) return { direction, start };
  if (direction === "FORWARD")
    throw invalidParameter("StartPosition", "must name an Id, AbsoluteTime or MostRecent to scan FORWARD");
  return { direction, start: { at: "mostRecent", count: 1 } };
}

function scanOf(room: Readonly<Room>, input: OperationInput<"GetTranscript">): Omit<Scan, "limit"> {
  if (input.NextToken === undefined) return firstScan(room, input);
  const position = room.pageTokens.read(input.NextToken);
  if (!position) throw invalidParameter("NextToken", "was not issued for this chat");
  return { direction: position.direction, start: { at: "index", index: position.index } };
}

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetTranscript.html */
export const getTranscript: Operation<"GetTranscript"> = {
  rules: z.object({
    ContactId: text(1, 256).optional(),
    MaxResults: z.int().min(0).max(100).optional(),
    NextToken: text(1, 1_000).optional(),
    ScanDirection: z.enum(SCAN_DIRECTIONS).optional(),
    SortOrder: z.enum(SORT_ORDERS).optional(),
    StartPosition: z
      .object({
        Id: text(1, 256).optional(),
        AbsoluteTime: text(1, 100).optional(),
        MostRecent: z.int().min(0).max(100).optional(),
      })
      .optional(),
  }),

  run({ contact, world }, input) {
    const room = world.room(contact.contactId);
    const isOther = input.ContactId !== undefined && input.ContactId !== contact.contactId;
    if (!room || isOther)
      return { InitialContactId: contact.initialContactId, Transcript: [], NextToken: "" };

    const scan = { ...scanOf(room, input), limit: input.MaxResults || defaultMaxResults };
    const { entries, nextIndex: index } = readPage(room.transcript.items, scan);
    return {
      InitialContactId: contact.initialContactId,
      Transcript: input.SortOrder === "ASCENDING" ? entries : [...entries].reverse(),
      NextToken: index === undefined ? "" : room.pageTokens.issue({ direction: scan.direction, index }),
    };
  },
};
