import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { EmulatorLogger } from "../options.js";
import { openDatabase } from "./database.js";
import type { Database } from "./database.js";
import { openFileFolder } from "./fileFolder.js";
import type { FileFolder } from "./fileFolder.js";
import { createGroupCommit } from "./groupCommit.js";
import type { KeptChange, KeptWorld, Keeper } from "./keeper.js";
import { readRooms } from "./readRooms.js";
import { reasonOf } from "./reasonOf.js";
import { StoreError } from "./storeError.js";

/** Chats that are kept in a directory. */
export interface Store extends Keeper {
  /** Writes what is left, and lets others have the directory. Rejects with a StoreError when something could not be written. */
  close(): Promise<void>;
}

async function readKept(database: Database, folder: FileFolder): Promise<KeptWorld> {
  const rooms = readRooms(await database.readEntries());
  const rows = await database.readFiles();
  await folder.keepOnly(rows.map(({ key }) => key));
  const files: KeptWorld["files"][number][] = [];
  for (const { key, owner, headers } of rows) {
    const bytes = await folder.read(key);
    if (bytes) files.push([key, { owner, headers, bytes }]);
  }
  return { rooms, files };
}

const writer = (database: Database, folder: FileFolder) => async (changes: readonly KeptChange[]) => {
  const lastOf = new Map(changes.flatMap((change) => ("key" in change ? [[change.key, change]] : [])));
  const files = [...lastOf.values()];
  // Bytes first: a row whose file is missing would be a broken promise, a file without a row is only litter.
  for (const change of files) if (change.is === "file") await folder.write(change.key, change.file.bytes);
  await database.commit(changes);
  for (const change of files) if (change.is === "noFile") await folder.remove(change.key);
};

/**
 * Opens the chats that are kept in a directory, and makes it when it is not there.
 * @throws StoreError when it cannot be used: another emulator has it, it cannot be written, its database is broken or of a newer version.
 */
export async function openStore(directory: string, logger: EmulatorLogger): Promise<Store> {
  const path = resolve(directory);
  const failed = (verb: string, cause: unknown) =>
    new StoreError(`unable to ${verb} the chats in ${path}; ${reasonOf(cause)}`, { cause });

  let database: Database | undefined;
  try {
    await mkdir(path, { recursive: true });
    database = await openDatabase(join(path, "chats.db"));
    const folder = await openFileFolder(join(path, "attachments"));
    const kept = await readKept(database, folder);
    const openedBefore = await database.countOpening();
    return start({ database, folder, kept, openedBefore });
  } catch (error) {
    await database?.close();
    throw failed("open", error);
  }

  function start(opened: {
    readonly database: Database;
    readonly folder: FileFolder;
    readonly kept: KeptWorld;
    readonly openedBefore: number;
  }): Store {
    const write = writer(opened.database, opened.folder);
    let isFailing = false;
    const { note, flushed } = createGroupCommit<KeptChange>({
      gather: () => new Promise((done) => setImmediate(done)),
      async write(changes) {
        try {
          await write(changes);
        } catch (error) {
          const failure = failed("keep", error);
          if (!isFailing) logger.error(`${failure.message}. Requests are refused until it works again`);
          isFailing = true;
          throw failure;
        }
        if (isFailing) logger.info(`the chats in ${path} are kept again`);
        isFailing = false;
      },
    });
    return {
      kept: opened.kept,
      openedBefore: opened.openedBefore,
      note,
      flushed,
      async close() {
        try {
          await flushed();
        } finally {
          await opened.database.close();
        }
      },
    };
  }
}
