import { isObject } from "../../lib/isObject.js";
import type { AttachmentFile } from "../../participant/attachments.js";
import type { FileOnDevice } from "./kept.js";
import type { OutboxFileStorage } from "./outboxTypes.js";

/** The bytes of attachments in the page's storage. None of it rejects. */
export interface Files {
  /** Resolves with whether the file, or what describes it, is there after a reload. */
  put(id: string, file: AttachmentFile): Promise<boolean>;
  /** Resolves with null when there is none. */
  get(id: string): Promise<AttachmentFile | null>;
  remove(id: string): Promise<unknown>;
}

/** The description of a file that lies on the device: it is stored with its entry. */
export function onDevice(file: AttachmentFile): FileOnDevice | undefined {
  if (!("uri" in file)) return undefined;
  const { uri, name, type, size } = file;
  return { uri, name, type, size };
}

export function createFiles(storage: OutboxFileStorage | undefined, prefix: string): Files {
  const keyOf = (id: string) => `${prefix}/${id}`;
  const attempt = async (act: (storage: OutboxFileStorage) => unknown): Promise<unknown> => {
    try {
      return storage && (await act(storage));
    } catch {
      return undefined;
    }
  };
  return {
    async put(id, file) {
      if (onDevice(file)) return true;
      const written = await attempt(async (store) => {
        await store.setItem(keyOf(id), file as Blob);
        return true;
      });
      return written === true;
    },
    async get(id) {
      const file = await attempt((store) => store.getItem(keyOf(id)));
      return isObject(file) ? (file as unknown as Blob) : null;
    },
    remove: (id) => attempt((store) => store.removeItem(keyOf(id))),
  };
}
