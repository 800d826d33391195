import { createElement, StrictMode, useEffect } from "react";
import { onTestFinished } from "vitest";
import { openReactDocument } from "./reactDocument.js";

/** What a hook gives in a component of its own. */
export interface RenderedHook<Used> {
  /** What it gave when the component was rendered last. */
  read(): Used;
  unmount(): void;
}

/** Renders a hook in StrictMode, in a document that stays until the test is over. Returns when its effects have run. */
export async function renderHook<Used>(useHook: () => Used): Promise<RenderedHook<Used>> {
  const document = openReactDocument();
  const root = document.createRoot(document.addContainer());
  onTestFinished(async () => {
    root.unmount();
    // What React does behind it needs the document.
    await new Promise(setImmediate);
    document.close();
  });
  let used: { readonly now: Used } | undefined;
  await new Promise<void>((resolve) => {
    const Component = () => {
      used = { now: useHook() };
      useEffect(resolve, []);
      return null;
    };
    root.render(createElement(StrictMode, undefined, createElement(Component)));
  });
  return {
    read() {
      if (!used) throw new Error("unable to read a hook; nothing was rendered");
      return used.now;
    },
    unmount: () => root.unmount(),
  };
}
