import { readFile, realpath } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import type { ServePage } from "./app.js";

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const reservedPaths = /^\/(participant|control)(\/|$)/;

/** The file's real place, when it is inside `root` and no part of its name begins with a dot. */
async function findFile(root: string, name: string): Promise<string | undefined> {
  const path = resolve(root, `.${sep}${name}`);
  try {
    const file = await realpath(path);
    const inside = file.startsWith(root + sep) ? file.slice(root.length) : undefined;
    return inside === undefined || inside.includes(`${sep}.`) ? undefined : file;
  } catch {
    return undefined;
  }
}

/** File names that a path may stand for, best first. */
function candidatesOf(path: string): readonly string[] {
  const trimmed = path.replace(/^\/+|\/+$/g, "");
  if (trimmed === "") return ["index.html"];
  return [trimmed, `${trimmed}.html`, `${trimmed}/index.html`];
}

function decodePath(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes("\0") || path.split(/[\\/]/).includes("..") ? undefined : path;
  } catch {
    return undefined;
  }
}

/** Reads files of a directory by the path of a URL; undefined for what is not there. */
function createReader(directory: string): (path: string) => Promise<Response | undefined> {
  const rootOf = () => realpath(directory).catch(() => resolve(directory));
  return async (path) => {
    const root = await rootOf();
    for (const candidate of candidatesOf(path)) {
      const file = await findFile(root, candidate);
      // A directory cannot be read as a file, and neither can what has just gone.
      const content = file && (await readFile(file).catch(() => undefined));
      if (!content) continue;
      const contentType = contentTypes[extname(file).toLowerCase()] ?? "application/octet-stream";
      return new Response(content, {
        headers: {
          "Content-Type": contentType,
          "Cache-Control": "no-cache",
          "X-Content-Type-Options": "nosniff",
        },
      });
    }
    return undefined;
  };
}

/** Where the console is, below the address of the emulator. */
export const consolePath = "/console";

/** The directories that are served; undefined where there is none. */
export interface PageFolders {
  /** Under `/`; what is neither there nor the console's is answered with 404. */
  readonly pages?: string | undefined;
  /** Under `/console`, unless `pages` has one of its own; `/` leads there when there are no `pages`. */
  readonly console?: string | undefined;
}

/** Serves files. */
export function createPages(folders: PageFolders): ServePage {
  const readPage = folders.pages === undefined ? undefined : createReader(folders.pages);
  const readConsole = folders.console === undefined ? undefined : createReader(folders.console);

  const read = async (path: string): Promise<Response | undefined> => {
    const page = await readPage?.(path);
    if (page) return page;
    const isOfConsole = path === consolePath || path.startsWith(`${consolePath}/`);
    return isOfConsole ? readConsole?.(path.slice(consolePath.length)) : undefined;
  };

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (!["GET", "HEAD"].includes(request.method) || reservedPaths.test(pathname)) return undefined;
    const path = decodePath(pathname);
    const page = path === undefined ? undefined : await read(path);
    // Whoever opens the address that the command prints should find something there.
    if (!page && !readPage && readConsole && path === "/")
      return new Response(null, { status: 302, headers: { Location: consolePath } });
    if (!page && !readPage) return undefined;
    const response =
      page ??
      new Response("Not found", { status: 404, headers: { "Content-Type": "text/plain; charset=utf-8" } });
    return request.method === "HEAD" ? new Response(null, response) : response;
  };
}
