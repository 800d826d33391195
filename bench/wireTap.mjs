import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * What went over the wire since it was asked last.
 * @typedef {object} Traffic
 * @property {number} bytesUp all that the page sent: requests with their heads, handshakes, frames
 * @property {number} bytesDown
 * @property {readonly Call[]} calls
 *
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path
 * @property {readonly string[]} headers names in lower case
 * @property {number} bytes of head and body
 */

const requestHead = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n([^]*?)\r\n\r\n/;

/**
 * The request that a piece of a stream begins with, if it begins with one.
 * @param {Buffer} piece
 */
function readHead(piece) {
  const [, method, path, lines] = requestHead.exec(piece.toString("latin1")) ?? [];
  if (method === undefined || path === undefined || lines === undefined) return undefined;
  const headers = lines.split("\r\n").map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
  return { method, path, headers, bytes: 0 };
}

/**
 * Stands between pages and a server, and counts. Browsers do not pipeline: a request begins with a piece of its own.
 * @param {number} port the server's
 */
export async function openWireTap(port) {
  let [bytesUp, bytesDown] = [0, 0];
  /** @type {ReturnType<typeof readHead>[]} */
  let calls = [];
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const server = createServer((page) => {
    const service = connect(port, "127.0.0.1");
    /** @type {ReturnType<typeof readHead>} */
    let call;
    page.on("data", (piece) => {
      bytesUp += piece.length;
      const begun = readHead(piece);
      if (begun) calls.push((call = begun));
      if (call) call.bytes += piece.length;
    });
    service.on("data", (piece) => (bytesDown += piece.length));
    page.pipe(service).pipe(page);
    for (const socket of [page, service]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      // A page that goes away may cut its connections.
      socket.on("error", () => [page, service].forEach((end) => end.destroy()));
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** @returns {Traffic} */
    take() {
      const traffic = { bytesUp, bytesDown, calls: calls.flatMap((call) => (call ? [call] : [])) };
      [bytesUp, bytesDown, calls] = [0, 0, []];
      return traffic;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
