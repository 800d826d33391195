/** What the part `reading` needs of a page. */
export interface ReadingPlatform {
  /**
   * Calls back when elements come into view or go.
   * @returns undefined where there is no such thing, as in Node
   */
  watchView(
    callback: (entries: readonly ViewEntry[]) => void,
    thresholds: readonly number[],
  ): Pick<IntersectionObserver, "observe" | "unobserve" | "disconnect"> | undefined;
  /** Calls back when elements come into the list or leave it, or when the attribute of one changes. Returns the way to stop. */
  watchElements(
    list: Element,
    attribute: string | undefined,
    callback: (changed: readonly Element[]) => void,
  ): () => void;
  isPageVisible(): boolean;
  hasFocus(): boolean;
  /** Calls back when the page becomes visible or hidden, gets the focus or loses it. Returns the way to stop. */
  onAttentionChange(callback: () => void): () => void;
}

/** What is used of an `IntersectionObserverEntry`. */
export interface ViewEntry {
  readonly target: Element;
  readonly isIntersecting: boolean;
  readonly intersectionRatio: number;
  readonly intersectionRect: { readonly height: number };
  readonly rootBounds: { readonly height: number } | null;
}

/** What of it is among the globals, where they are those of a page. */
export type PageGlobals = Partial<
  Pick<
    typeof globalThis,
    "IntersectionObserver" | "MutationObserver" | "document" | "addEventListener" | "removeEventListener"
  >
>;

/** Looks everything up when it is used. */
export function createReadingPlatform(page: PageGlobals): ReadingPlatform {
  return {
    watchView(callback, thresholds) {
      const { IntersectionObserver } = page;
      return IntersectionObserver && new IntersectionObserver(callback, { threshold: [...thresholds] });
    },
    watchElements(list, attribute, callback) {
      const { MutationObserver } = page;
      if (!MutationObserver) return () => undefined;
      const observer = new MutationObserver((records) => {
        const nodes = records.flatMap(({ type, target, addedNodes, removedNodes }) =>
          type === "attributes" ? [target] : [...addedNodes, ...removedNodes],
        );
        callback(nodes.filter((node): node is Element => node.nodeType === 1));
      });
      observer.observe(list, {
        childList: true,
        subtree: true,
        ...(attribute !== undefined && { attributeFilter: [attribute] }),
      });
      return () => observer.disconnect();
    },
    isPageVisible: () => page.document?.visibilityState === "visible",
    hasFocus: () => page.document?.hasFocus() ?? false,
    onAttentionChange(callback) {
      const targets = [
        [page.document, ["visibilitychange"]],
        [page, ["focus", "blur", "pageshow", "pagehide"]],
      ] as const;
      for (const [target, types] of targets)
        for (const type of types) target?.addEventListener?.(type, callback);
      return () => {
        for (const [target, types] of targets)
          for (const type of types) target?.removeEventListener?.(type, callback);
      };
    },
  };
}
