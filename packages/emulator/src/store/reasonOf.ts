import { StoreError } from "./storeError.js";

const broken = "the database is broken; move the directory away to begin anew";

/** By the code of the system, or of SQLite: what went wrong, and what to do. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "the directory cannot be written; choose another, or change its permissions",
  EPERM: "the directory cannot be written; choose another, or change its permissions",
  EROFS: "the directory cannot be written; choose another",
  EEXIST: "there is a file of that name; choose a directory",
  ENOTDIR: "there is a file of that name; choose a directory",
  ENOENT: "a part of the directory is gone while it is in use",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk is full",
  SQLITE_BUSY: "another emulator has them open; stop it, or choose another directory",
  SQLITE_LOCKED: "another emulator has them open; stop it, or choose another directory",
  SQLITE_CANTOPEN: "the database cannot be opened; look at the permissions of the directory",
  SQLITE_CORRUPT: broken,
  SQLITE_FULL: "the disk is full",
  SQLITE_IOERR: "the disk cannot be read or written (SQLITE_IOERR)",
  SQLITE_NOTADB: "chats.db is no database; move the directory away to begin anew",
  SQLITE_PERM: "the database cannot be written; look at the permissions of the directory",
  SQLITE_READONLY: "the database cannot be written; look at the permissions of the directory",
};

/** Why something failed, in words that hold nothing of the chats. */
export function reasonOf(error: unknown): string {
  if (error instanceof StoreError) return error.message;
  if (error instanceof SyntaxError) return broken;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known = reasons[code] ?? reasons[code.split("_").slice(0, 2).join("_")];
  return known ?? `the reason is ${code || (error instanceof Error ? error.name : "unknown")}`;
}
