import { IllegalArgumentError } from "../../errors.js";
import type { Platform } from "../../platform/platform.js";
import { EVENTS } from "../../session/eventNames.js";
import type { EventName } from "../../session/eventNames.js";
import { definePart } from "../../session/parts.js";
import type { ExtendKit, PlainSession, SessionPart } from "../../session/parts.js";
import type { SubscribeOptions } from "../../session/sessionEvents.js";
import { VERSION } from "../../version.js";
import { recordCalls } from "./recordedCalls.js";
import { recordPlatform } from "./recordedPlatform.js";
import { readEnvironment } from "./recorderPlatform.js";
import type { Note, Recording, RecordingEntry } from "./recording.js";
import { redactedArgs, redactText } from "./redactText.js";
import { createRing } from "./ring.js";
import { createSeededRandom } from "./seededRandom.js";

/** How much a recorder keeps, and of what. */
export interface RecorderOptions {
  /** The oldest go when there are more. A quiet chat has about twelve a minute. @defaultValue 5000 */
  readonly maxEntries?: number | undefined;
  /** Room for frames and bodies, in characters as they came. @defaultValue 1000000 */
  readonly maxBytes?: number | undefined;
  /** Keeps what people wrote. Tokens and names are left out all the same. @defaultValue false */
  readonly includeText?: boolean | undefined;
}

/** What the part adds to a session. */
export interface WithDiagnostics {
  /** What has happened in this session, as far as there was room: without tokens, signed URLs, names and, unless `includeText`, texts. */
  exportDiagnostics(): Recording;
}

/** Subscribing to this one makes the session read the transcript, and to messages, hand them over. */
const NOT_WATCHED: readonly EventName[] = ["TRANSCRIPT_UPDATED", "INCOMING_MESSAGE"];
const PART_METHODS = [
  "sendAttachment",
  "sendMessageReceipt",
  "describeView",
  "getAuthenticationUrl",
  "onTranscriptUpdated",
] as const;

function assertSize(name: keyof RecorderOptions, value: number): void {
  if (!(value >= 1))
    throw new IllegalArgumentError(
      `unable to record; ${name} must be a number of 1 or more. Leave it out for the default`,
      value,
    );
}

/** What of an event's payload says which item it is about. */
function itemOf({ data }: { readonly data?: unknown }): object {
  const { Id, ContentType, ParticipantRole } = (data ?? {}) as Readonly<Record<string, string | undefined>>;
  return { id: Id, contentType: ContentType, role: ParticipantRole };
}

/**
 * A flight recorder: keeps the latest requests, frames, calls, events and delays of each session that it is passed to, for
 * `session.exportDiagnostics()`. Put it first among the parts. What it keeps is made into text only when somebody exports.
 * @throws IllegalArgumentError for a size below 1
 */
export function recorder(options: RecorderOptions = {}): SessionPart<WithDiagnostics> {
  const { maxEntries = 5_000, maxBytes = 1_000_000, includeText = false } = options;
  assertSize("maxEntries", maxEntries);
  assertSize("maxBytes", maxBytes);

  return definePart(() => {
    const ring = createRing<RecordingEntry>(maxEntries, maxBytes);
    let world: Platform | undefined;
    let hasNetwork = false;
    let startedMs = 0;
    let seed = 0;
    const nowMs = () => world?.nowMs() ?? startedMs;
    const note: Note = (entry) => ring.add({ ...entry, offsetMs: nowMs() - startedMs });
    const begin = (platform: Platform) => {
      if (world) return;
      world = platform;
      startedMs = platform.nowMs();
      seed = Math.floor(platform.random() * 2 ** 32);
    };
    /** Frames and bodies are kept as they came; arguments, which the page may change, as what is told of them. */
    const told = (entry: RecordingEntry): RecordingEntry =>
      "text" in entry && entry.text !== undefined && entry.kind !== "call"
        ? { ...entry, text: redactText(entry.text, includeText) }
        : entry;

    const extend = (session: PlainSession, kit: ExtendKit): WithDiagnostics => {
      begin(kit.platform);
      let state = "";
      const look = () => {
        const next = kit.getConnectionStatus();
        if (next !== state) note({ kind: "state", state: (state = next) });
      };
      const watch = (name: EventName) =>
        kit.subscribe(name, (event: { readonly data?: unknown }) => {
          note({ kind: "event", name, ...itemOf(event) });
          look();
        });
      for (const { name } of EVENTS) if (!NOT_WATCHED.includes(name)) watch(name);
      let hearsMessages = false;
      const methods = PART_METHODS.filter((method) => method in session);
      const calls = recordCalls(session, {
        note,
        nowMs,
        textOf: (args) => redactedArgs(args, includeText),
        before(method, [handler, subscribing]) {
          const { signal } = (subscribing ?? {}) as SubscribeOptions;
          // A handler that is none, or has ended already, takes no messages: they wait for another.
          const takes = typeof handler === "function" && !signal?.aborted;
          if (method === "onMessage" && takes && !hearsMessages) {
            hearsMessages = true;
            watch("INCOMING_MESSAGE");
          }
          look();
        },
      });
      return {
        ...calls,
        exportDiagnostics() {
          const { contactId, participantId } = session.getChatDetails();
          return {
            format: "amazon-connect-chatjs recording",
            version: 1,
            libraryVersion: VERSION,
            startedAtMs: startedMs,
            durationMs: nowMs() - startedMs,
            sessionType: kit.sessionType,
            contactId,
            participantId,
            environment: readEnvironment(),
            hasNetwork,
            seed,
            hasText: includeText,
            methods,
            dropped: ring.dropped(),
            entries: ring.entries().map(told),
          };
        },
      };
    };
    return {
      platform(platform) {
        begin(platform);
        hasNetwork = true;
        return recordPlatform(platform, note, createSeededRandom(seed));
      },
      extend,
    };
  });
}
