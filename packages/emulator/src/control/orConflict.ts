import { ChatRefused } from "../world/chatRefused.js";
import { ControlError } from "./controlError.js";

/** Does what the world may refuse. @throws ControlError (Conflict) when it does: unable to `verb`, and why. */
export function orConflict<Result>(verb: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ChatRefused)) throw error;
    throw new ControlError("Conflict", `unable to ${verb}; ${error.message}`);
  }
}
