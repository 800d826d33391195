import type { Attachments } from "../attachments/attachments.js";
import type { Bucket } from "../bucket/bucket.js";
import { formatProblem, problemsOf } from "../config/problem.js";
import type { MessageProcessing } from "../processing/messageProcessing.js";
import { exportWorld, exportedWorldRules, filesOfChat } from "../store/exportedWorld.js";
import type { ExportedChat, ExportedWorld } from "../store/exportedWorld.js";
import type { KeptChange } from "../store/keeper.js";
import { changesOf } from "../world/records.js";
import type { World } from "../world/world.js";
import { ControlError } from "./controlError.js";

/** How a world is exported. */
export interface ControlExport {
  /** The bytes of attachments, in base64, or none of them. @defaultValue "include" */
  readonly attachments?: "include" | "omit" | undefined;
}

export interface WorldControl {
  /** All chats, with transcripts, receipts, tokens and attachments, as data for JSON: for a bug report, or to begin a test with. */
  exportWorld(options?: ControlExport): ExportedWorld;
  /**
   * Adds the chats of an exported world, which go on as after a restart; their time begins anew. All of them, or none: InvalidRequest that
   * names the member at fault, Conflict when one of the chats is there already.
   * @returns how many chats came.
   */
  importWorld(world: ExportedWorld): { readonly imported: number };
}

const refused = (reason: string) =>
  new ControlError("InvalidRequest", `unable to import the world; ${reason}`);

function readWorld(value: unknown): ExportedWorld {
  const { data, error } = exportedWorldRules.safeParse(value);
  if (data) return data;
  const [problem] = problemsOf(error);
  throw refused(problem ? formatProblem(problem) : "it cannot be read");
}

const contactIdsOf = ({ contact: { contactId, laterContactIds, nextContactId } }: ExportedChat) => [
  contactId,
  ...laterContactIds,
  ...(nextContactId === undefined ? [] : [nextContactId]),
];

/** What may be in one world once only. */
const namesOf = (chat: ExportedChat) => [
  ...contactIdsOf(chat),
  ...chat.tokens.map(({ token }) => token),
  ...chat.files.map(({ key }) => key),
];

export function createWorldControl(given: {
  readonly world: World;
  readonly bucket: Bucket;
  readonly attachments: Attachments;
  readonly messages: MessageProcessing;
  readonly note: (change: KeptChange) => void;
}): WorldControl {
  const { world, bucket, attachments, messages, note } = given;

  const isHere = (chat: ExportedChat) =>
    contactIdsOf(chat).some((contactId) => world.room(contactId)) ||
    chat.tokens.some(({ token }) => world.tokenOwner(token)) ||
    chat.files.some(({ key }) => bucket.has(key));

  return {
    exportWorld: ({ attachments: wanted = "include" } = {}) =>
      exportWorld(world.snapshot(), (contactId) => (wanted === "omit" ? [] : bucket.filesOf(contactId))),
    importWorld(value) {
      const { chats } = readWorld(value);
      const names = chats.flatMap(namesOf);
      if (new Set(names).size < names.length) throw refused("chats: one of them is there twice");
      if (chats.some(isHere))
        throw new ControlError("Conflict", "unable to import the world; one of its chats is here already");
      for (const chat of chats) {
        changesOf(chat).forEach(note);
        for (const [key, file] of filesOfChat(chat)) {
          bucket.restore(key, file);
          note({ is: "file", key, file });
        }
      }
      world.restore(chats, "anew");
      const contactIds = chats.map(({ contact }) => contact.contactId);
      attachments.resume(contactIds);
      messages.resume(contactIds);
      return { imported: chats.length };
    },
  };
}
