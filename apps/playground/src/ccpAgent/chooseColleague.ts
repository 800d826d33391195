import { element } from "@amazon-connect-chat/page/element.js";
import { openDialog } from "@amazon-connect-chat/page/openDialog.js";

/** Asks to whom a chat goes. Resolves with undefined when the agent thought better of it. */
export async function chooseColleague(
  customerName: string,
  colleagues: readonly connect.Endpoint[],
): Promise<connect.Endpoint | undefined> {
  const isAlone = colleagues.length === 0;
  const buttons = colleagues.map(({ name, endpointARN }) =>
    element("button", { class: "button", value: endpointARN, "data-testid": "colleague-button" }, [name]),
  );
  const cancel = element("button", { class: "button", value: "", autofocus: isAlone }, ["Cancel"]);
  const answer = await openDialog({
    question: `Transfer the chat with ${customerName}`,
    detail: isAlone
      ? "Nobody else has a desk open. Open this page once more, with another name behind ?agent="
      : "It rings at your colleague's desk, and you leave it.",
    choices: [
      element("div", { class: "dialog__choices", hidden: isAlone }, buttons),
      element("div", { class: "dialog__buttons" }, [cancel]),
    ],
  });
  return colleagues.find(({ endpointARN }) => endpointARN === answer);
}
