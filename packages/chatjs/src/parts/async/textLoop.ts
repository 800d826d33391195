import { isPiece } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { abortedError } from "../../errors.js";
import { onAbort } from "../../platform/abort.js";
import type { PlainSession } from "../../session/parts.js";
import { createGrowingText } from "./growingText.js";
import type { GrowingText, StreamedText } from "./growingText.js";
import { openLoop } from "./loop.js";
import type { LoopOptions, LoopScope } from "./loop.js";

/** A bot writes one message at a time: of so many unfinished ones the oldest will never be finished. */
const MAX_UNFINISHED = 50;

const isBotText = ({ Type, ParticipantRole, ContentType }: ChatItem): boolean =>
  Type === "MESSAGE" &&
  (ParticipantRole === "SYSTEM" || ParticipantRole === "CUSTOM_BOT") &&
  (ContentType === "text/plain" || ContentType === "text/markdown");

/** The texts of bots and flows, from the call on. Who leaves the loop still gets the rest of what it has been given. */
export const textLoop = (
  session: PlainSession,
  options: LoopOptions,
  scope: LoopScope,
): AsyncIterableIterator<StreamedText> =>
  openLoop("give out streamed text", options, scope, (queue) => {
    const unfinished = new Map<unknown, GrowingText>();
    let isLeft = false;
    const finishAll = (failure?: { readonly error: unknown }) => {
      for (const growing of unfinished.values()) growing.finish(failure);
      unfinished.clear();
      stop();
    };
    const end = () => {
      finishAll();
      queue.end();
    };
    const stops = [
      session.onMessage(({ data }: { readonly data: ChatItem }) => {
        if (scope.isLast(data)) end();
        if (!isBotText(data)) return;
        const growing = unfinished.get(data.Id) ?? (isLeft ? undefined : createGrowingText(data));
        if (!growing) return;
        const isFirst = !unfinished.has(data.Id);
        unfinished.set(data.Id, growing);
        growing.grow(data);
        if (!isPiece(data)) finish(data.Id);
        for (const [id] of unfinished) if (unfinished.size > MAX_UNFINISHED) finish(id);
        if (isFirst) queue.push(growing.message);
      }),
      session.onEnded(() => end()),
      onAbort(options.signal, () => finishAll({ error: abortedError() })),
      onAbort(scope.closeSignal, () => finishAll()),
    ];
    const stop = () => stops.forEach((each) => each());
    const finish = (id: unknown) => {
      unfinished.get(id)?.finish();
      unfinished.delete(id);
      if (isLeft && unfinished.size === 0) stop();
    };
    return () => {
      isLeft = true;
      if (unfinished.size === 0) stop();
    };
  });
