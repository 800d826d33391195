import { useEffect, useRef, useState } from "react";
import type { AutoReadReceiptsOptions } from "../reading/autoReadReceipts.js";
import type { ReadingMethods } from "../reading/reading.js";

/**
 * Read receipts for the messages that are looked at, of a session with the part `reading`.
 * @param options as those of `autoReadReceipts`, where the list is first shown
 * @returns the `ref` of the list. Elements in it say which message they show, by `data-message-id` unless `options` say otherwise.
 * @example
 * ```tsx
 * const { messages } = useMessages(session);
 * const list = useReadReceipts(session);
 * const rows = messages.map(({ key, item, text }) => <li key={key} data-message-id={item?.Id}>{text}</li>);
 * const shown = <ol ref={list}>{rows}</ol>;
 * ```
 */
export function useReadReceipts(
  session: Pick<ReadingMethods, "autoReadReceipts"> | undefined,
  options?: AutoReadReceiptsOptions,
): (list: Element | null) => void {
  const [list, setList] = useState<Element | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => (list ? session?.autoReadReceipts(list, latest.current) : undefined), [session, list]);
  return setList;
}
