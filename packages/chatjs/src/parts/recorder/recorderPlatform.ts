import type { RecordingEnvironment } from "./recording.js";

/** What a page, a worker, Node or React Native may or may not have. */
interface World {
  readonly navigator?: Readonly<Record<string, unknown>>;
  readonly document?: { readonly visibilityState?: string };
}

/** Where the recorder runs, as the globals say when it is asked. */
export function readEnvironment(world: object = globalThis): RecordingEnvironment {
  const { navigator, document } = world as World;
  // In one text, as the build renames members of ours that have these names.
  const facts = "userAgent language onLine".split(" ").map((name) => navigator?.[name]);
  const [browser, language, online] = facts as [string?, string?, boolean?];
  return { browser, language, online, visible: document && document.visibilityState !== "hidden" };
}
