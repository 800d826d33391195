import { z } from "zod";
import { milliseconds } from "../control/controlRules.js";
import { pattern } from "../flow/flowRules.js";

/** What is done about a message that fits. */
export type ProcessingRule = {
  /** A regular expression; as text it is not case-sensitive. */
  readonly says: string | RegExp;
} & (
  | {
      /** Takes the place of all that fits, such as `[card number]`. Not empty: a message says something. */
      readonly becomes: string;
    }
  | {
      /** The message is rejected, or cannot be processed. */
      readonly verdict: "reject" | "fail";
    }
);

/** How messages of participants are changed on their way, as by the service's redaction or by a function of one's own. */
export interface MessageProcessingOptions {
  /** @defaultValue false */
  readonly enabled: boolean;
  /** Milliseconds from SendMessage to the item that everyone gets. @defaultValue 300 */
  readonly delayMs: number;
  /** Applied in order; the first verdict ends it. @defaultValue none */
  readonly rules: readonly ProcessingRule[];
  /** What becomes of a message that cannot be processed. @defaultValue "deliver": as it was sent */
  readonly onFailure: "deliver" | "withhold";
}

export const defaultMessageProcessingOptions: MessageProcessingOptions = {
  enabled: false,
  delayMs: 300,
  rules: [],
  onFailure: "deliver",
};

/** What a configuration may say of it. */
export const messageProcessingRules = z.strictObject({
  enabled: z.boolean().optional(),
  delayMs: milliseconds.optional(),
  rules: z
    .array(
      z
        .strictObject({
          says: pattern,
          becomes: z.string().min(1).optional(),
          verdict: z.enum(["reject", "fail"]).optional(),
        })
        .refine(({ becomes, verdict }) => (becomes === undefined) !== (verdict === undefined), {
          error: "expected either becomes or verdict",
        }),
    )
    .optional(),
  onFailure: z.enum(["deliver", "withhold"]).optional(),
});
