import type { FaultBook } from "../faults/faultBook.js";
import type { ProfilePlayer } from "../profiles/profilePlayer.js";
import type { Control } from "./control.js";
import { ControlError } from "./controlError.js";
import { controlRules, readControlValue } from "./controlRules.js";

/** What the control side can do about faults. */
export const createFaultControl = (
  book: FaultBook,
  profiles: Pick<ProfilePlayer, "clear">,
): Pick<Control, "injectFault" | "listFaults" | "clearFault" | "clearFaults"> => ({
  injectFault(rule) {
    const fault = book.add(readControlValue(rule, controlRules.fault));
    if (!fault) throw new ControlError("Conflict", "unable to add the fault; there are too many, clear some");
    return { faultId: fault.faultId };
  },
  listFaults: () => book.list(),
  clearFault(faultId) {
    if (!book.remove(faultId))
      throw new ControlError("NotFound", "unable to clear the fault; its id is unknown, or it is over");
  },
  clearFaults() {
    profiles.clear();
    book.clear();
  },
});
