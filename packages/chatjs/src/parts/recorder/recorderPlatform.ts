import type { RecordingEnvironment } from "./recording.js";

/** What a page, a worker, Node or React Native may or may not have. */
interface World {
  readonly navigator?: {
    readonly userAgent?: string;
    readonly language?: string;
    readonly onLine?: boolean;
  };
  readonly document?: { readonly visibilityState?: string };
}

/** Where the recorder runs, as the globals say when it is asked. */
export function readEnvironment(world: object = globalThis): RecordingEnvironment {
  const { navigator, document } = world as World;
  return {
    browser: navigator?.userAgent,
    language: navigator?.language,
    online: navigator?.onLine,
    visible: document && document.visibilityState !== "hidden",
  };
}
