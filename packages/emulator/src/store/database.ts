import { pathToFileURL } from "node:url";
import type { Client, InStatement } from "@libsql/client/sqlite3";
import { keyOf } from "../world/records.js";
import type { KeptChange } from "./keeper.js";
import { StoreError } from "./storeError.js";

/** The shape of the tables. A later one has a higher number. */
const schemaVersion = 1;

/** What is known of a file whose bytes lie beside the database. */
export interface FileRow {
  readonly key: string;
  readonly owner: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One row of a chat; the list of the room itself is `room`. */
export interface EntryRow {
  readonly contactId: string;
  readonly list: string;
  readonly value: unknown;
}

/** The database of one directory, which nobody else can open meanwhile. */
export interface Database {
  /** In the order in which they were written first. */
  readEntries(): Promise<readonly EntryRow[]>;
  readFiles(): Promise<readonly FileRow[]>;
  /** Counts this opening; gives how many there were before. */
  countOpening(): Promise<number>;
  /** All or nothing. */
  commit(changes: readonly KeptChange[]): Promise<void>;
  close(): Promise<void>;
}

const tables = [
  "CREATE TABLE entries (id INTEGER PRIMARY KEY, contact_id TEXT NOT NULL, list TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (contact_id, list, key))",
  "CREATE TABLE files (key TEXT PRIMARY KEY, contact_id TEXT NOT NULL, headers TEXT NOT NULL)",
  "CREATE TABLE openings (id INTEGER PRIMARY KEY)",
  `PRAGMA user_version = ${schemaVersion}`,
];

// What is written again keeps its place among the others.
const putEntry = `INSERT INTO entries (contact_id, list, key, value) VALUES (?, ?, ?, ?)
  ON CONFLICT (contact_id, list, key) DO UPDATE SET value = excluded.value`;

function statementFor(change: KeptChange): InStatement {
  switch (change.is) {
    case "room":
      return { sql: putEntry, args: [change.contactId, "room", "", JSON.stringify(change.room)] };
    case "entry":
      return {
        sql: putEntry,
        args: [change.contactId, change.list, keyOf(change), JSON.stringify(change.entry)],
      };
    case "forgotten":
      return { sql: "DELETE FROM entries WHERE contact_id = ?", args: [change.contactId] };
    case "file":
      return {
        sql: "INSERT OR REPLACE INTO files (key, contact_id, headers) VALUES (?, ?, ?)",
        args: [change.key, change.file.owner, JSON.stringify(change.file.headers)],
      };
    case "noFile":
      return { sql: "DELETE FROM files WHERE key = ?", args: [change.key] };
  }
}

async function loadDriver() {
  try {
    // Loaded only when it is needed: it brings a native library.
    return await import("@libsql/client/sqlite3");
  } catch (cause) {
    throw new StoreError(
      "unable to keep chats; the optional dependency @libsql/client is not installed for this machine: npm install @libsql/client",
      { cause },
    );
  }
}

async function prepare(client: Client): Promise<void> {
  // Held from the first read to the end, so that a second emulator is refused, and freed by the system when the process dies.
  await client.execute("PRAGMA locking_mode = EXCLUSIVE");
  await client.execute("PRAGMA journal_mode = WAL");
  await client.execute("PRAGMA synchronous = FULL");
  const [row] = (await client.execute("PRAGMA user_version")).rows;
  const found = Number(row?.["user_version"]);
  if (found > schemaVersion)
    throw new StoreError(
      `a newer version of the emulator wrote them (schema ${found}, this one knows ${schemaVersion}); use that one, or another directory`,
    );
  if (found === 0) await client.batch(tables, "write");
}

/** Lets others have the database: the driver by itself keeps its lock until the garbage is collected. */
async function release(client: Client): Promise<void> {
  try {
    await client.execute("PRAGMA journal_mode = DELETE");
    await client.execute("PRAGMA locking_mode = NORMAL");
    await client.execute("SELECT count(*) FROM sqlite_schema");
  } catch {
    // Whoever has the database goes on having it, and a broken one has no lock worth keeping.
  } finally {
    client.close();
  }
}

/**
 * Opens a database, and makes a new one of a file that is not there.
 * @throws the driver's error, with a `code` such as SQLITE_BUSY; StoreError for one of a newer version.
 */
export async function openDatabase(file: string): Promise<Database> {
  const { createClient } = await loadDriver();
  const client = createClient({ url: pathToFileURL(file).href, concurrency: 1 });
  try {
    await prepare(client);
  } catch (error) {
    await release(client);
    throw error;
  }
  const rows = async (sql: string) => (await client.execute(sql)).rows;
  return {
    async readEntries() {
      const found = await rows("SELECT contact_id, list, value FROM entries ORDER BY id");
      return found.map((row) => ({
        contactId: row["contact_id"] as string,
        list: row["list"] as string,
        value: JSON.parse(row["value"] as string) as unknown,
      }));
    },
    async readFiles() {
      const found = await rows("SELECT key, contact_id, headers FROM files");
      return found.map((row) => ({
        key: row["key"] as string,
        owner: row["contact_id"] as string,
        headers: JSON.parse(row["headers"] as string) as FileRow["headers"],
      }));
    },
    async countOpening() {
      await client.execute("INSERT INTO openings DEFAULT VALUES");
      const [row] = await rows("SELECT count(*) AS openings FROM openings");
      return Number(row?.["openings"]) - 1;
    },
    async commit(changes) {
      await client.batch(changes.map(statementFor), "write");
    },
    close: () => release(client),
  };
}
