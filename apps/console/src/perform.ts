import { reasonOf } from "@amazon-connect-chat/page/reasonOf.js";
import { setText } from "@amazon-connect-chat/page/setText.js";

/** Does what somebody asked for: its buttons wait meanwhile, and why it failed is told. Resolves with whether it went well. */
export async function perform(
  problem: HTMLElement,
  buttons: readonly HTMLButtonElement[],
  action: () => Promise<unknown>,
): Promise<boolean> {
  setText(problem, "");
  for (const button of buttons) button.disabled = true;
  try {
    await action();
    return true;
  } catch (error) {
    setText(problem, reasonOf(error));
    return false;
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}
