import type { ScanVerdict } from "../attachments/attachmentOptions.js";
import type { AuthenticationOutcome } from "../authentication/authenticationSession.js";
import type { SystemEvent } from "../control/systemEvents.js";
import type { InteractiveSample, InteractiveTemplate } from "../samples/interactiveSamples.js";

/** Who does something in a scenario. The agent is the scenario's own, otherwise the first one in the chat. */
export type ScenarioActor = "flow" | "bot" | "agent" | "customer";

/** One thing that happens. */
type ScenarioDeed =
  | {
      readonly do: "say";
      readonly content: string;
      /** @defaultValue "text/plain" */
      readonly contentType?: string;
      /** @defaultValue "flow" */
      readonly as?: ScenarioActor;
    }
  | { readonly do: "type"; readonly as: "agent" | "customer" }
  | { readonly do: "ask"; readonly template: InteractiveSample | InteractiveTemplate }
  | {
      readonly do: "stream";
      readonly chunks: readonly string[];
      /** @defaultValue 200 */
      readonly delayMs?: number;
    }
  | { readonly do: "showView"; readonly view: string; readonly data?: Readonly<Record<string, unknown>> }
  | {
      /** Goes on when the session is over, first with what its outcome brings. */
      readonly do: "authenticate";
      readonly timeoutMs?: number;
      readonly outcomes?: Readonly<Partial<Record<AuthenticationOutcome, readonly ScenarioStep[]>>>;
    }
  | {
      readonly do: "attach";
      /** One of the files that the emulator brings along. */
      readonly file: "picture" | "text";
      readonly as: "agent" | "customer";
      /** What the scanner says of it. @defaultValue that of the options */
      readonly verdict?: Exclude<ScanVerdict, "hold">;
    }
  | {
      readonly do: "event";
      readonly event: SystemEvent;
      /** @defaultValue whose such an event is */
      readonly as?: "agent" | "customer";
      readonly displayName?: string;
    }
  /** A new agent, or the one that a transfer goes to. */
  | { readonly do: "agentJoins"; readonly displayName?: string }
  | { readonly do: "agentLeaves" }
  | { readonly do: "transfer"; readonly displayName: string }
  | { readonly do: "queue" }
  | { readonly do: "end" };

/** A deed, and how long it is waited for. */
export type ScenarioStep = ScenarioDeed & {
  /** Milliseconds after the step before. @defaultValue the pace of the options */
  readonly afterMs?: number;
};

/** The step of one kind. */
export type StepOf<Do extends ScenarioStep["do"]> = Extract<ScenarioStep, { readonly do: Do }>;
