import { after } from "./reactPlatform.js";

/** A text that is replaced sooner may never be spoken. */
const LEAST_SHOWN_MS = 150;
/** The same text again is no change, and nobody would hear it. */
const AGAIN = "\u00a0";

/** A text for screen readers, which speak it when it changes. */
export interface SpokenText {
  /** Shows the line: at once, or with others when what is shown has had its time. */
  say(line: string): void;
  /** Shows nothing more of what waits. */
  stop(): void;
}

/** @param show takes what the text becomes, by what it was */
export function createSpokenText(show: (next: (before: string) => string) => void): SpokenText {
  let waiting: string[] = [];
  let cancel: (() => void) | undefined;
  const showWaiting = () => {
    cancel = undefined;
    if (waiting.length === 0) return;
    const text = waiting.join("\n");
    waiting = [];
    show((before) => (before === text ? text + AGAIN : text));
    cancel = after(LEAST_SHOWN_MS, showWaiting);
  };
  return {
    say(line) {
      waiting.push(line);
      if (!cancel) showWaiting();
    },
    stop() {
      cancel?.();
      cancel = undefined;
      waiting = [];
    },
  };
}
