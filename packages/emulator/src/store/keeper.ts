import type { FileChange, StoredFile } from "../bucket/bucket.js";
import type { RoomSnapshot, WorldChange } from "../world/records.js";

/** Something that outlives the process is new, different or gone. */
export type KeptChange = WorldChange | FileChange;

/** All that outlives a process. */
export interface KeptWorld {
  readonly rooms: readonly RoomSnapshot[];
  readonly files: readonly (readonly [key: string, file: StoredFile])[];
}

/** What keeps chats beyond the end of the process. */
export interface Keeper {
  /** What was there when it was opened. */
  readonly kept: KeptWorld;
  /** How often it was opened before. */
  readonly openedBefore: number;
  /** Takes a change, to be written behind. */
  note(change: KeptChange): void;
  /**
   * Settles when all that was noted so far is kept. Rejects with a StoreError when it could not be; it is tried again with the next
   * change or call.
   */
  flushed(): Promise<void>;
}
