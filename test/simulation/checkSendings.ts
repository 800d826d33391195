import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { Journal } from "./journal.js";
import type { Violation } from "./violation.js";
import type { World } from "./world.js";

/** A file that was accepted stands in the transcript once; a rejected one at most once. */
function checkFiles({ seat, name: who, files }: Journal, world: World): readonly Violation[] {
  const names = world
    .transcriptOf(seat.contactId)
    .flatMap(({ Attachments = [] }) => Attachments.map(({ AttachmentName }) => AttachmentName));
  return files.flatMap(({ name, outcome }) => {
    const count = names.filter((each) => each === name).length;
    if (count === 1 || (count === 0 && outcome !== "accepted")) return [];
    const detail = `"${name}" was ${outcome} and stands ${count} times`;
    return [{ invariant: "an accepted file stands once", who, detail }];
  });
}

/** Every message that the service accepted stands in the transcript once; a rejected one at most once. */
export function checkSendings(world: World): readonly Violation[] {
  const violations: Violation[] = [];
  for (const { customer } of world.chats) {
    const byText = new Map<string | undefined, ChatItem[]>();
    for (const item of world.transcriptOf(customer.contactId))
      if (item.Type === "MESSAGE") byText.set(item.Content, [...(byText.get(item.Content) ?? []), item]);
    for (const { seat, name, sendings } of world.journals) {
      if (seat.contactId !== customer.contactId) continue;
      for (const { text, outcome, id } of sendings) {
        const found = byText.get(text) ?? [];
        const fail = (detail: string) =>
          violations.push({ invariant: "an accepted message stands once", who: name, detail });
        if (found.length > 1) fail(`"${text}" stands ${found.length} times`);
        if (outcome === "accepted" && found.length === 0) fail(`"${text}" was accepted and does not stand`);
        if (outcome === "accepted" && found.length === 1 && found[0]?.Id !== id)
          fail(`"${text}" was accepted under another Id`);
      }
    }
  }
  return [...violations, ...world.journals.flatMap((journal) => checkFiles(journal, world))];
}
