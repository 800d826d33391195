import { IllegalArgumentError } from "../../errors.js";
import { onAbort } from "../../platform/abort.js";
import type { Platform } from "../../platform/platform.js";
import { createReadingPlatform } from "./readingPlatform.js";
import { watchMessages } from "./watchMessages.js";
import type { MessageWatch, WatchMessagesOptions } from "./watchMessages.js";

/** How `autoReadReceipts` knows what is read. */
export interface AutoReadReceiptsOptions {
  /** The attribute that names the message of an element, by its item's `Id`. @defaultValue `"data-message-id"` */
  readonly attribute?: string | undefined;
  /** In the place of the attribute: the `Id` of the message that an element inside the list shows, undefined for others. */
  readonly messageIdOf?: ((element: Element) => string | undefined) | undefined;
  /** How long a message must be in view, in milliseconds from 0. @defaultValue 500 */
  readonly visibleForMs?: number | undefined;
  /** Whether the page must have the focus, too: somebody types there or has clicked. @defaultValue false */
  readonly needsFocus?: boolean | undefined;
  /** Stops when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

const problem = (what: string, argument: unknown) =>
  new IllegalArgumentError(`unable to watch messages; ${what}`, argument);

/** @throws IllegalArgumentError */
function readOptions(list: Element, options: AutoReadReceiptsOptions) {
  const { attribute = "data-message-id", messageIdOf, visibleForMs = 500, needsFocus = false } = options;
  if (typeof (list as Partial<Element> | null)?.contains !== "function")
    throw problem("the list must be an element", list);
  if (typeof attribute !== "string" || !/^[\w-]+$/.test(attribute))
    throw problem("attribute must be the name of an attribute", attribute);
  if (!(visibleForMs >= 0)) throw problem("visibleForMs must be a number from 0 on", visibleForMs);
  return {
    list,
    visibleForMs,
    needsFocus,
    ...(messageIdOf
      ? { messageIdOf, selector: "*", attribute: undefined }
      : {
          messageIdOf: (element: Element) => element.getAttribute(attribute) ?? undefined,
          selector: `[${attribute}]`,
          attribute,
        }),
  };
}

export interface WatchesOptions extends Pick<WatchMessagesOptions, "isRead" | "seen"> {
  readonly platform: Platform;
  /** Called when a watch has begun. */
  started(): void;
  /** Aborts when the session is closed, where it can be. */
  closeSignal(): AbortSignal | undefined;
}

/** The lists that are watched for one session. */
export function createWatches({ platform, isRead, seen, started, closeSignal }: WatchesOptions): {
  start(list: Element, options?: AutoReadReceiptsOptions): () => void;
  /** The session knows more by now. */
  look(): void;
} {
  const watches = new Set<MessageWatch>();
  return {
    start(list, options = {}) {
      const watch = watchMessages({
        ...readOptions(list, options),
        page: createReadingPlatform(platform.globals),
        platform,
        isRead,
        seen,
      });
      if (!watch)
        throw problem("there is no IntersectionObserver here. Call markRead for what is shown", list);
      watches.add(watch);
      started();
      const stops: (() => void)[] = [];
      const stop = () => {
        watches.delete(watch);
        watch.stop();
        stops.splice(0).forEach((each) => each());
      };
      for (const signal of [options.signal, closeSignal()]) stops.push(onAbort(signal, stop));
      // One of them had aborted before.
      if (!watches.has(watch)) stop();
      return stop;
    },
    look: () => watches.forEach((watch) => watch.look()),
  };
}
