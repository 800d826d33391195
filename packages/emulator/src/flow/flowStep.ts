import type { View } from "@amazon-connect-chat/protocol";
import type { ScanVerdict } from "../attachments/attachmentOptions.js";
import type { AuthenticationOutcome } from "../authentication/authenticationSession.js";
import type { SystemEvent } from "../control/systemEvents.js";
import type { Side } from "../world/item.js";
import type { InteractiveSample, InteractiveTemplate } from "../samples/interactiveSamples.js";
import type { HeardEvent } from "./heardEvents.js";

/** Who does something. The agent is the flow's own, otherwise the first one in the chat. */
export type FlowActor = "flow" | "bot" | "agent" | "customer";

/** What a flow may wait for. */
export type Trigger =
  | {
      /** The customer's message: a regular expression; as text it is not case-sensitive. */
      readonly says: string | RegExp;
    }
  | {
      /** The end of an event's name, such as `typing`, `message.read` or `participant.left`; or `attachment`, a file that has come in. */
      readonly event: HeardEvent;
      /** @defaultValue "customer" */
      readonly by?: "customer" | "agent";
    }
  | {
      /** Milliseconds without a message of the customer. */
      readonly silentForMs: number;
    };

/** What the customer has said. */
export interface Answer {
  /** The text; of a form the action, such as the button that was pressed; of a carousel the choice. */
  readonly text: string;
  /** Of a form: what was filled in. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What is shown: an interactive message, ready by name or of your own, or a view. */
export type Showing =
  | { readonly template: InteractiveSample | InteractiveTemplate }
  | {
      /** The Id or Name of a ready view or of one of the options, or a view. */
      readonly view: string | (View & { readonly Id: string });
      /** What the view is filled with. @defaultValue that of the ready view */
      readonly data?: Readonly<Record<string, unknown>>;
    };

/** A question: a text, a text with choices, an interactive message or a view. */
export type Question =
  | {
      readonly content: string;
      /** Shown as buttons, or as a list when there are more than five; as text where the chat takes neither. */
      readonly choices?: readonly string[];
    }
  | Showing;

/** How long a bot's answer takes. */
export interface Streaming {
  /** The pieces in order; a text is cut into its words. */
  readonly chunks: string | readonly string[];
  /** Milliseconds from a piece to the next, and from the last to the whole. @defaultValue 200 */
  readonly delayMs?: number;
  /** @defaultValue "text/plain" */
  readonly contentType?: string;
}

/** A message of one of those in the chat. */
export interface Saying {
  readonly content: string;
  /** @defaultValue "text/plain" */
  readonly contentType?: string;
  /** @defaultValue "flow", and in the flow of an agent that agent */
  readonly as?: FlowActor;
  /** Of a whisper of the flow: the side that alone gets it. @defaultValue everyone */
  readonly visibleTo?: Side;
}

/** A file that somebody sends. */
export interface Attaching {
  /** One of the files that the emulator brings along. */
  readonly file: "picture" | "text";
  readonly as: "agent" | "customer";
  /** What the scanner says of it. @defaultValue that of the options */
  readonly verdict?: Exclude<ScanVerdict, "hold">;
}

/** An event of the service, told as if it had happened. */
export interface EventTelling {
  readonly event: SystemEvent;
  /** @defaultValue whose such an event is */
  readonly as?: "agent" | "customer";
  /** The new name, of `participant.displayname.updated`. */
  readonly displayName?: string;
}

/** An agent who comes in: one of the options by name, otherwise one without a flow. */
export interface Joining {
  /** Name in `agents` of the options. */
  readonly agent?: string;
  /** @defaultValue that of the agent named, otherwise "Robin" */
  readonly displayName?: string;
}

/** When a silent customer counts as idle, while an agent is there. */
export interface Idling {
  /** Milliseconds without a message until `participant.idle`. */
  readonly idleMs: number;
  /** Milliseconds from there until `participant.autodisconnection` and the end of the chat. @defaultValue never */
  readonly disconnectMs?: number;
}

/** How long an answer is waited for, and what follows when none comes. */
interface Patience {
  /** @defaultValue without end */
  readonly timeoutMs?: number;
  readonly onTimeout?: FlowSteps;
}

/** What the customer may answer, and what follows. */
export interface AnswerRule {
  /** A regular expression; as text it is not case-sensitive. */
  readonly says: string | RegExp;
  readonly steps: FlowSteps;
}

/** One thing that happens. */
type FlowDeed =
  | ({ readonly do: "say" } & Saying)
  | { readonly do: "type"; readonly as: "agent" | "customer" }
  /** Takes the customer's next message; the first of `answers` that fits is played, otherwise `otherwise`. */
  | ({
      readonly do: "ask";
      readonly answers?: readonly AnswerRule[];
      readonly otherwise?: FlowSteps;
    } & Question &
      Patience)
  /** Waits until something happens. */
  | ({ readonly do: "until" } & Trigger & Patience)
  /** From now on, whenever something happens, plays `steps` beside the flow. Of several that fit, the first one written does. */
  | ({
      readonly do: "on";
      readonly steps: FlowSteps;
      /** How often at most. @defaultValue without end */
      readonly times?: number;
    } & Trigger)
  | ({ readonly do: "show" } & Showing)
  | ({ readonly do: "stream" } & Streaming)
  | {
      /** Goes on when the session is over, first with what its outcome brings. */
      readonly do: "authenticate";
      readonly timeoutMs?: number;
      readonly outcomes?: Readonly<Partial<Record<AuthenticationOutcome, FlowSteps>>>;
    }
  | ({ readonly do: "attach" } & Attaching)
  | ({ readonly do: "event" } & EventTelling)
  /** A new agent, or the one that a transfer goes to. */
  | ({ readonly do: "agentJoins" } & Joining)
  | { readonly do: "agentLeaves" }
  /** The agent hands the chat to another, who comes with `agentJoins`. */
  | ({ readonly do: "transfer" } & Joining)
  | { readonly do: "wait"; readonly ms: number }
  /** Sets the customer's timers, which run from an agent's next joining on. */
  | ({ readonly do: "idleAfter" } & Idling)
  /** Another flow by name, which is played to its end. */
  | { readonly do: "play"; readonly flow: string }
  /** The flow that the customer goes through when the last agent has left, in place of the end of the chat. */
  | { readonly do: "afterwards"; readonly flow: string }
  | { readonly do: "queue" }
  | { readonly do: "disconnect" };

/** A deed, and how long it is waited for. */
export type FlowAction = FlowDeed & {
  /** Milliseconds after the step before. @defaultValue `flow.paceMs` of the options; none for what nobody sees: `wait`, `on`, `afterwards`, `idleAfter`, `play` */
  readonly afterMs?: number;
};

/** A step of a flow: something that happens, or a text that the flow says. */
export type FlowStep = string | FlowAction;
export type FlowSteps = readonly FlowStep[];

/** The step of one kind. */
export type StepOf<Do extends FlowAction["do"]> = Extract<FlowAction, { readonly do: Do }>;
