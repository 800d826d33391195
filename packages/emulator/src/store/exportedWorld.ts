import { z } from "zod";
import type { StoredFile } from "../bucket/bucket.js";
import type { RoomSnapshot } from "../world/records.js";
import { fromBase64, toBase64 } from "./base64.js";
import { fileRules, roomRules } from "./snapshotRules.js";

/** The bytes of an attachment in an exported world. */
export interface ExportedFile {
  /** Which one: `final/` or `staging/`, and its AttachmentId. */
  readonly key: string;
  /** Those that it was uploaded with. */
  readonly headers: Readonly<Record<string, string>>;
  readonly contentBase64: string;
}

/** All of a chat that can be taken elsewhere. Tokens are among it. */
export type ExportedChat = RoomSnapshot & { readonly files: readonly ExportedFile[] };

/** Chats as plain data, for JSON. */
export interface ExportedWorld {
  /** Of this shape. Another number is not understood. */
  readonly version: 1;
  /** Oldest first. */
  readonly chats: readonly ExportedChat[];
}

const version = 1;

const chatRules = roomRules.extend({ files: z.array(fileRules) });

/** What an import takes. The version goes first, so that another one is told apart from a mistake. */
export const exportedWorldRules: z.ZodType<ExportedWorld> = z.looseObject({
  version: z.literal(version, { error: `expected ${version}, the version that this emulator knows` }),
  chats: z.array(chatRules),
});

export const exportWorld = (
  rooms: readonly RoomSnapshot[],
  filesOf: (contactId: string) => readonly (readonly [key: string, file: StoredFile])[],
): ExportedWorld => ({
  version,
  chats: rooms.map((room) => ({
    ...room,
    files: filesOf(room.contact.contactId).map(([key, { headers, bytes }]) => ({
      key,
      headers,
      contentBase64: toBase64(bytes),
    })),
  })),
});

/** The files of a chat, as the bucket holds them. */
export const filesOfChat = ({ contact, files }: ExportedChat): readonly (readonly [string, StoredFile])[] =>
  files.map(({ key, headers, contentBase64 }) => [
    key,
    { owner: contact.contactId, headers, bytes: fromBase64(contentBase64) },
  ]);
