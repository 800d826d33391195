import { mkdir, open, readFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** The bytes of attachments, a file for each. */
export interface FileFolder {
  /** Undefined for a file that is not there. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Whole, or not at all. */
  write(key: string, bytes: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
  /** Removes attachments that belong to none of the keys: a process that died may have left them. */
  keepOnly(keys: readonly string[]): Promise<void>;
}

/** What the folder's files are called, whole or half written. Others are somebody's who had it before. */
const ownName = /^(staging|final)-[\w-]+(\.part)?$/;

/** Opens a folder, and makes one that is not there. */
export async function openFileFolder(folder: string): Promise<FileFolder> {
  await mkdir(folder, { recursive: true });
  const nameOf = (key: string) => key.replace("/", "-");
  const pathOf = (key: string) => join(folder, nameOf(key));
  return {
    async read(key) {
      try {
        return new Uint8Array(await readFile(pathOf(key)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    async write(key, bytes) {
      const draft = `${pathOf(key)}.part`;
      const handle = await open(draft, "w");
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, pathOf(key));
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    async keepOnly(keys) {
      const kept = new Set(keys.map(nameOf));
      const strays = (await readdir(folder)).filter((name) => ownName.test(name) && !kept.has(name));
      for (const name of strays) await rm(join(folder, name), { force: true });
    },
  };
}
