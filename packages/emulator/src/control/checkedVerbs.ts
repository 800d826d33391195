import type { z } from "zod";
import type { Control } from "./control.js";
import { controlRules, readControlValue } from "./controlRules.js";

type VerbName = Extract<keyof Control, string>;

/** What the control API takes for the body of the same verb. */
const rulesOfVerbs = {
  startChat: controlRules.chat,
  inviteAgent: controlRules.invite,
  transfer: controlRules.transfer,
  requeue: controlRules.requeue,
  addSupervisor: controlRules.supervisor,
  barge: controlRules.barge,
  say: controlRules.message,
  type: controlRules.typing,
  sendInteractive: controlRules.interactive,
  showView: controlRules.view,
  stream: controlRules.stream,
  sendEvent: controlRules.event,
  attach: controlRules.attachment,
  decideAttachment: controlRules.verdict,
  setScanner: controlRules.scanner,
  startAuthentication: controlRules.authentication,
  finishAuthentication: controlRules.authenticationEnd,
  dropSockets: controlRules.drop,
  expireTokens: controlRules.expire,
} satisfies Partial<Record<VerbName, z.ZodType>>;

/**
 * The same verbs, for programs without a compiler: each throws ControlError (InvalidRequest), which names the member at fault, before
 * anything has happened.
 */
export function checkVerbs(control: Control): Control {
  const checked = Object.entries(rulesOfVerbs).map(([name, rules]) => {
    const verb = control[name as keyof typeof rulesOfVerbs] as (input: unknown) => unknown;
    return [
      name,
      (input: unknown = {}) => {
        readControlValue(input, rules as z.ZodType);
        return verb(input);
      },
    ];
  });
  return { ...control, ...(Object.fromEntries(checked) as Pick<Control, keyof typeof rulesOfVerbs>) };
}
