import type { AuthenticationOutcome } from "../authentication/authenticationSession.js";
import type { SystemEvent } from "../control/systemEvents.js";
import type { Contact } from "../world/contact.js";
import type {
  Answer,
  Attaching,
  EventTelling,
  FlowAction,
  FlowSteps,
  Idling,
  Joining,
  Question,
  Saying,
  Showing,
  Streaming,
  Trigger,
} from "./flowStep.js";

/** How long something is waited for. */
interface Timeout {
  /** Milliseconds; then the promise gives undefined. */
  readonly timeoutMs: number;
}

/**
 * A chat, as a flow that is code sees it. Each method is the step of the same name, and rejects with a ControlError when the
 * chat is not there for it. When the flow is over (the chat has ended, the customer has left and no agent stays, or an agent
 * has come who is not the flow's own) all that is waited for rejects with `FlowEnded`, which needs no handling.
 */
export interface FlowChat {
  readonly contactId: string;
  readonly customerName: string;
  /** What the chat was started with. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Aborted when the flow is over, for what the flow does elsewhere. */
  readonly signal: AbortSignal;
  /** Sends a message. */
  say(content: string, how?: Omit<Saying, "content">): Promise<void>;
  /** Shows that somebody types. */
  type(as: "agent" | "customer"): Promise<void>;
  /** Puts a question and gives the customer's next message, which the rules of `on` do not see. */
  ask(question: string | Question): Promise<Answer>;
  /** The same; undefined when no answer comes in time. */
  ask(question: string | Question, timeout: Timeout): Promise<Answer | undefined>;
  /** Waits until something happens; what it gives has the text of a message. */
  until(trigger: Trigger): Promise<Answer>;
  /** The same; undefined when it does not happen in time. */
  until(trigger: Trigger, timeout: Timeout): Promise<Answer | undefined>;
  /**
   * From now on, whenever something happens, calls `react`, as long as the flow is not over. Of several rules that fit, the first
   * one does.
   */
  on(trigger: Trigger, react: (answer: Answer) => unknown): void;
  /** Shows an interactive message or a view, and waits for no answer: for that there is `ask`. */
  show(showing: Showing): Promise<void>;
  /** Lets the bot answer piece by piece; resolves when the whole is there. */
  stream(chunks: string | readonly string[], how?: Omit<Streaming, "chunks">): Promise<void>;
  /** Asks the customer to sign in, and gives what came of it. */
  authenticate(how?: Partial<Timeout>): Promise<AuthenticationOutcome>;
  /** Sends a file. */
  attach(file: Attaching): Promise<void>;
  /** Tells everyone of an event of the service. */
  event(event: SystemEvent, how?: Omit<EventTelling, "event">): Promise<void>;
  /** Lets an agent in: one of the options by name, otherwise one without a flow. */
  agentJoins(joining?: Joining): Promise<void>;
  agentLeaves(): Promise<void>;
  /** The agent hands the chat to another, who comes with `agentJoins`. */
  transfer(to?: Joining): Promise<void>;
  /** Waits, by the emulator's clock. */
  wait(ms: number): Promise<void>;
  /** Lets a silent customer count as idle, and then ends the chat: timers that run from an agent's next joining on. */
  idleAfter(idleMs: number, how?: Omit<Idling, "idleMs">): Promise<void>;
  /** Goes through steps, or through a flow by name. */
  play(flow: string | FlowSteps): Promise<void>;
  /** Names the flow that the customer goes through when the last agent has left. */
  afterwards(flow: string): Promise<void>;
  /** Puts the chat into the queue; the flow goes on until an agent comes. */
  queue(): Promise<void>;
  /** Ends the chat. */
  disconnect(): Promise<void>;
}

/** What code does a flow's steps with. */
export interface FlowHands {
  /** Does a step, and resolves with what it gives. */
  perform(step: FlowAction): Promise<unknown>;
  playAll(steps: FlowSteps): Promise<unknown>;
  on(trigger: Trigger, react: (answer: Answer) => unknown): void;
}

/** The chat of one flow. */
export function createFlowChat(contact: Contact, signal: AbortSignal, hands: FlowHands): FlowChat {
  /** The step's kind decides what its promise gives. */
  const perform = <Result = void>(step: FlowAction) => hands.perform(step) as Promise<Result>;
  return {
    contactId: contact.contactId,
    customerName: contact.customerName,
    attributes: contact.attributes,
    signal,
    say: (content, how) => perform({ do: "say", content, ...how }),
    type: (as) => perform({ do: "type", as }),
    ask: (question: string | Question, timeout?: Timeout) =>
      perform<Answer>({
        do: "ask",
        ...(typeof question === "string" ? { content: question } : question),
        ...timeout,
      }),
    until: (trigger: Trigger, timeout?: Timeout) => perform<Answer>({ do: "until", ...trigger, ...timeout }),
    on: (trigger, react) => hands.on(trigger, react),
    show: (showing) => perform({ do: "show", ...showing }),
    stream: (chunks, how) => perform({ do: "stream", chunks, ...how }),
    authenticate: (how) => perform<AuthenticationOutcome>({ do: "authenticate", ...how }),
    attach: (file) => perform({ do: "attach", ...file }),
    event: (event, how) => perform({ do: "event", event, ...how }),
    agentJoins: (joining) => perform({ do: "agentJoins", ...joining }),
    agentLeaves: () => perform({ do: "agentLeaves" }),
    transfer: (to) => perform({ do: "transfer", ...to }),
    wait: (ms) => perform({ do: "wait", ms }),
    idleAfter: (idleMs, how) => perform({ do: "idleAfter", idleMs, ...how }),
    play: (flow) =>
      typeof flow === "string" ? perform({ do: "play", flow }) : (hands.playAll(flow) as Promise<void>),
    afterwards: (flow) => perform({ do: "afterwards", flow }),
    queue: () => perform({ do: "queue" }),
    disconnect: () => perform({ do: "disconnect" }),
  };
}
