import type { ChatItem } from "@amazon-connect-chat/protocol";
import { EVENTS } from "../../packages/chatjs/src/session/eventNames.js";
import type { EventName } from "../../packages/chatjs/src/session/eventNames.js";
import type { Dice } from "./dice.js";
import type { Heard, LoopNotes, PartsNotes } from "./partsNotes.js";
import type { PartsSession } from "./partsSession.js";
import { showId } from "./showFrame.js";
import type { Stage } from "./stage.js";
import type { Tab } from "./tab.js";

interface ListeningOptions {
  readonly session: PartsSession;
  readonly notes: PartsNotes;
  readonly tab: Tab;
  readonly stage: Stage;
  readonly dice: Dice;
  trace(what: string): void;
  /** The library has given up: the page makes an attempt of its own. */
  failed(): void;
  /** What a page may do within a handler of this event. */
  answers(name: EventName, data: unknown): void;
}

const heardOf = ({ type, data }: { readonly type: EventName; readonly data: unknown }): Heard => ({
  name: type,
  data,
});

/** Notes what a page gets to hear of its session, by each way that there is. */
export function listenToParts({
  session,
  notes,
  tab,
  stage,
  dice,
  trace,
  failed,
  answers,
}: ListeningOptions): void {
  const follow = async <Value>(
    loop: AsyncIterable<Value>,
    taken: LoopNotes<unknown>,
    take: (value: Value) => unknown,
    isSlow: boolean,
  ) => {
    try {
      for await (const value of loop) {
        taken.values.push(take(value));
        if (isSlow) await new Promise<void>((resolve) => tab.setTimer(dice.between(0, 400), resolve));
      }
      taken.end = "done";
    } catch (error) {
      taken.end = (error as Error).name === "AbortError" ? "aborted" : "failed";
    }
  };
  for (const { method, name: each } of EVENTS) {
    if (each === "TRANSCRIPT_UPDATED") continue;
    session[method]((event: { readonly data: unknown }) => {
      const { data } = event;
      const { Id, ContentType } = (data ?? {}) as ChatItem;
      trace(`* ${each} ${Id ? showId(Id) : ""}`);
      notes.heard.push({ name: each, data });
      if (each === "CONNECTION_ESTABLISHED") notes.establishedAtMs ??= stage.clock.nowMs();
      if (ContentType === "application/vnd.amazonaws.connect.message.interactive")
        notes.lastQuestion = data as ChatItem;
      answers(each, data);
    });
  }
  void follow(session.events(), notes.loop, heardOf, dice.chance(0.3));
  const giveUp = new AbortController();
  void follow(session.events({ signal: giveUp.signal }), notes.abortedLoop, heardOf, false);
  tab.setTimer(dice.between(0, 60_000), () => {
    notes.heardAtAbort = notes.heard.length;
    giveUp.abort();
  });
  void follow(
    session.streamedText(),
    notes.textLoop,
    (message) => {
      notes.texts.set(message.id, undefined);
      message.text().then(
        (text) => notes.texts.set(message.id, text),
        () => undefined,
      );
      return message.id;
    },
    false,
  );
  session.connection.onChange((state, previous) => {
    trace(`state: ${state.name}`);
    notes.states.push({ state, previous, atMs: tab.platform.nowMs(), isLate: tab.isFrozen });
    if (state.name === "failed") failed();
  });
  session.polling?.onChange((isPolling) => {
    trace(isPolling ? "polls" : "polls no more");
    notes.polls.push(isPolling);
  });
  session.onUnreadChange(({ count }) => notes.unread.push(count));
}
