import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const pathOf = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** What an agent's desktop is built of. */
export interface Build {
  readonly library: "ours" | "5.0.0";
  readonly streams: "2.28.2" | "2.18.1";
  readonly first: "streams" | "chatjs";
  /** Whether the page takes both as scripts, or imports them into a module. */
  readonly as: "script" | "module";
}

export const nameOf = ({ library, streams, first, as }: Build): string =>
  `${library}, Streams ${streams}, ${first} first, as ${as}`;

const streamsFolders = { "2.28.2": "amazon-connect-streams", "2.18.1": "streams-2.18" } as const;
const libraryFiles = {
  ours: { script: "packages/chatjs/dist/amazon-connect-chat.js", module: "packages/chatjs/dist/index.js" },
  // It has one form only, which modules import too.
  "5.0.0": {
    script: "node_modules/chatjs-5/dist/amazon-connect-chat.js",
    module: "node_modules/chatjs-5/dist/amazon-connect-chat.js",
  },
} as const;

const filesOf = ({ library, streams, first, as }: Build): readonly string[] => {
  const files = [
    `node_modules/${streamsFolders[streams]}/release/connect-streams-min.js`,
    libraryFiles[library][as],
  ];
  return first === "streams" ? files : files.reverse();
};

function pageOf(build: Build): string {
  const files = filesOf(build);
  const scripts =
    build.as === "script"
      ? files.map((file) => `<script src="/${file}"></script>`).join("")
      : `<script type="module">${files.map((file) => `import "/${file}";`).join("")}</script>`;
  return `<!doctype html><meta charset="utf-8"><title>desktop</title><link rel="icon" href="data:,">${scripts}<body></body>`;
}

/** Serves pages that load Streams and a library, from an origin of their own. */
export interface DesktopServer {
  urlOf(build: Build): string;
  close(): Promise<void>;
}

export async function serveDesktops(): Promise<DesktopServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (pathname === "/") {
      const page = pageOf(JSON.parse(searchParams.get("build") ?? "{}") as Build);
      response.writeHead(200, { "content-type": "text/html" }).end(page);
      return;
    }
    void readFile(pathOf(pathname.slice(1))).then(
      (content) => {
        const headers = { "content-type": "text/javascript; charset=utf-8", "cache-control": "max-age=3600" };
        response.writeHead(200, headers).end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (build) => `http://127.0.0.1:${port}/?build=${encodeURIComponent(JSON.stringify(build))}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
