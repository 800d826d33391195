import type { MessageMetadata } from "@amazon-connect-chat/protocol";
import { sizeInBytes } from "../sizeInBytes.js";
import type { Settings } from "../options.js";
import type { World } from "../world/world.js";
import { ControlError } from "./controlError.js";
import type { ControlSubjects } from "./controlSubjects.js";

/** A message of the bot that comes in pieces. */
export interface ControlStream {
  readonly contactId: string;
  /** The pieces in order; all together are the message. */
  readonly chunks: readonly string[];
  /** Milliseconds from a piece to the next, and from the last to the whole. @defaultValue 200 */
  readonly delayMs?: number | undefined;
  /** @defaultValue "text/plain" */
  readonly contentType?: string | undefined;
  /** Whether the whole follows the pieces; without, the message is never completed nor stored. @defaultValue true */
  readonly completes?: boolean | undefined;
  /** Called when all of it is there, as long as the chat lives. */
  readonly onCompleted?: (() => void) | undefined;
}

export interface StreamControl {
  /** Sends the first piece, or in a chat of response mode COMPLETE just the whole; the others follow with the clock, as long as the chat lives. All have the Id given. */
  stream(stream: ControlStream): { readonly Id: string };
}

export function createStreamControl(given: {
  readonly world: World;
  readonly settings: Settings;
  readonly subjects: ControlSubjects;
}): StreamControl {
  const { world, settings, subjects } = given;
  return {
    stream({ contactId, chunks, delayMs = 200, contentType = "text/plain", completes = true, onCompleted }) {
      const room = subjects.liveRoomOf(contactId);
      const whole = chunks.join("");
      if (chunks.includes("") || whole === "" || sizeInBytes(whole) > settings.limits.textSizeBytes)
        throw new ControlError(
          "InvalidRequest",
          "unable to stream the message; it has no pieces, an empty one, or is too long",
        );
      if (room.contact.responseMode === "COMPLETE") {
        const { Id } = world.say({ contactId, voice: "bot" }, { contentType, content: whole });
        onCompleted?.();
        return { Id };
      }
      const { id } = world.stamp();
      room.growing.add(id);

      const send = (content: string, metadata: MessageMetadata, stored: boolean) =>
        world.post({
          contactId,
          by: { voice: "bot" },
          draft: { type: "MESSAGE", contentType, content, id, metadata: { MessageId: id, ...metadata } },
          stored,
        });

      const step = (index: number) => {
        const chunk = chunks[index];
        const metadata: MessageMetadata = { MessageCompleted: chunk === undefined, ChunkNumber: index + 1 };
        if (chunk === undefined) {
          if (completes) {
            send(whole, metadata, true);
            room.growing.delete(id);
          }
          onCompleted?.();
          return;
        }
        send(chunk, metadata, false);
        room.timers.set(delayMs, () => step(index + 1));
      };
      step(0);
      return { Id: id };
    },
  };
}
