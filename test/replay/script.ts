import type {
  RecordedAnswer,
  RecordedFrame,
  RecordedRequest,
  RecordedSocket,
  RecordedTimer,
  Recording,
  RecordingEntry,
} from "../../packages/chatjs/src/parts/recorder/recording.js";

/** What came to the session from outside: it is done again when its time comes. The rest is what the session made of it. */
export type Input = Exclude<RecordingEntry, RecordedRequest | { kind: "result" | "event" | "state" }>;

/** A recording as a run needs it. */
export interface Script {
  readonly inputs: readonly Input[];
  /** The recorded number of the next request for an operation; undefined where no more was recorded. */
  nextRequest(operation: string): number | undefined;
  /** The recorded number of the next socket. */
  nextSocket(): number | undefined;
  /** Whether the socket was refused as soon as it was asked for. */
  isRefused(socket: number): boolean;
  /** How many frames had gone out on its socket when a frame came in. */
  sentBefore(frame: RecordedFrame): number;
  /** The late timer that one is which is due then, in milliseconds since the beginning: it fires when that comes. Each is one only. */
  takeLateTimer(dueMs: number, delayMs: number): RecordedTimer | undefined;
  /** The session has cancelled it. */
  giveBack(timer: RecordedTimer): void;
  /** When a timer can fire that is due then: not while the page stood still, which timers that came late and silence tell. */
  firesAt(dueMs: number): number;
  /** Its time has come. */
  pass(timer: RecordedTimer): void;
}

/** Clocks of pages are no finer than this, in milliseconds. */
const TIMER_TOLERANCE_MS = 250;

const isInput = (entry: RecordingEntry): entry is Input =>
  !["request", "result", "event", "state"].includes(entry.kind) &&
  // What the session did itself comes by itself.
  !(entry.kind === "frame" && entry.direction === "out") &&
  !(entry.kind === "socket" && (entry.step === "opening" || entry.step === "leaving"));

export function createScript({ entries }: Pick<Recording, "entries">): Script {
  const requests = entries.filter((entry) => entry.kind === "request");
  const steps = entries.filter((entry): entry is RecordedSocket => entry.kind === "socket");
  const sockets = steps.filter(({ step }) => step === "opening").map(({ socket }) => socket);
  const late = new Set(entries.filter((entry) => entry.kind === "timer"));
  const pauses = [...late].map(({ offsetMs: untilMs }) => ({
    fromMs: entries.filter(({ offsetMs }) => offsetMs < untilMs).at(-1)?.offsetMs ?? 0,
    untilMs,
  }));
  const sent = new Map<number, number>();
  const before = new Map<RecordedFrame, number>();
  for (const entry of entries) {
    if (entry.kind !== "frame") continue;
    const count = sent.get(entry.socket) ?? 0;
    if (entry.direction === "out") sent.set(entry.socket, count + 1);
    else before.set(entry, count);
  }
  return {
    inputs: entries.filter(isInput),
    nextRequest(operation) {
      const index = requests.findIndex((each) => each.operation === operation);
      return requests.splice(index, index < 0 ? 0 : 1)[0]?.request;
    },
    nextSocket: () => sockets.shift(),
    isRefused: (socket) => steps.some((each) => each.socket === socket && each.step === "refused"),
    sentBefore: (frame) => before.get(frame) ?? 0,
    takeLateTimer(dueMs, delayMs) {
      for (const timer of late) {
        const wasDueMs = timer.offsetMs - timer.lateMs;
        const differs = Math.max(Math.abs(wasDueMs - dueMs), Math.abs(timer.delayMs - delayMs));
        if (!(differs <= TIMER_TOLERANCE_MS)) continue;
        late.delete(timer);
        return timer;
      }
      return undefined;
    },
    firesAt(dueMs) {
      const still = pauses.find(({ fromMs, untilMs }) => dueMs > fromMs && dueMs < untilMs);
      // After what is recorded for that moment.
      return still ? still.untilMs + 1 : dueMs;
    },
    giveBack: (timer) => void late.add(timer),
    pass: (timer) => void late.delete(timer),
  };
}

/** The longest text that is made for its length. */
const MAX_LENGTH = 1_000_000;
const letters = (length: number) => "x".repeat(Math.min(length, MAX_LENGTH));

/** A recorded text with as many letters wherever one stood that was not recorded. */
export const fillIn = (text: string): string =>
  text.replace(/\[(\d+) characters\]/g, (_whole, length: string) => letters(Number(length)));

/** The body of an answer: addresses and tokens are such as the library takes, and each token is another. */
export const fillInAnswer = ({ text = "", request }: RecordedAnswer): string =>
  fillIn(
    text
      .replace(/("Websocket":\{[^}]*"Url":")\[\d+ characters\]/, `$1wss://replay.invalid/${request}`)
      .replace(/("(?:Authentication)?Url":")\[\d+ characters\]/g, `$1https://replay.invalid/${request}`)
      .replace(/("ConnectionToken":")\[\d+ characters\]/, `$1token-${request}`),
  );
