import { ConnectClient } from "@aws-sdk/client-connect";
import { createAdaptorServer } from "@hono/node-server";
import { createStartChatHandler } from "amazon-connect-chat-emulator/start-chat";
import { Hono } from "hono";
import { createPages } from "./pages.mjs";

/**
 * @typedef {object} AwsPlayground
 * @property {string} host
 * @property {number} port 0 takes a free one
 * @property {string} pages the folder of the built pages
 * @property {string} region of the instance
 * @property {string} instanceId
 * @property {string} contactFlowId
 * @property {string | undefined} endpoint base URL in the place of AWS's, for this server and for the pages
 */

/**
 * Asks for them before the first chat does.
 * @param {ConnectClient} client
 * @throws Error (MissingCredentials) that says what to do
 */
async function requireCredentials(client) {
  try {
    await client.config.credentials();
  } catch {
    // What the SDK says is of its providers, one by one.
    const missing = new Error(
      "unable to start; this machine has no AWS credentials, or they have expired. Run `aws sso login` or `aws configure`, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    );
    throw Object.assign(missing, { name: "MissingCredentials" });
  }
}

/** This machine, as URLs name it. A site whose name is made to lead here must not start chats. */
const loopback = ["127.0.0.1", "localhost", "[::1]"];
const anyAddress = ["0.0.0.0", "::"];

/** @param {string} host */
const hostInUrl = (host) => {
  if (anyAddress.includes(host)) return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
};

/**
 * @param {import("node:http").Server} server
 * @param {{ readonly host: string, readonly port: number }} address
 * @returns {Promise<number>} the port
 */
const listen = (server, { host, port }) =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });

/**
 * Serves the playground's pages for chats in Amazon Connect itself: its `/start-chat` calls StartChatContact with this machine's
 * credentials, and no page gets to see these.
 * @param {AwsPlayground} options
 * @throws Error of the name MissingCredentials that says what to do
 * @throws Error with the system's `code`, such as EADDRINUSE, when it cannot listen
 */
export async function startOnAws({ host, port, pages, region, instanceId, contactFlowId, endpoint }) {
  const client = new ConnectClient({ region, ...(endpoint !== undefined && { endpoint }) });
  await requireCredentials(client);

  const startChat = createStartChatHandler({ instanceId, contactFlowId, client });
  const isLocal = loopback.includes(hostInUrl(host)) && !anyAddress.includes(host);
  const app = new Hono();
  app.use(async (context, next) => {
    const { hostname } = new URL(context.req.url);
    if (isLocal && !loopback.includes(hostname))
      return context.text("This is not the server of that site.", 403);
    return next();
  });
  app.all("/start-chat", (context) => startChat.fetch(context.req.raw));
  app.route("/", createPages(pages, { backend: "aws", region, ...(endpoint !== undefined && { endpoint }) }));

  const server = /** @type {import("node:http").Server} */ (createAdaptorServer({ fetch: app.fetch }));
  const url = `http://${hostInUrl(host)}:${await listen(server, { host, port })}`;
  return {
    url,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      client.destroy();
    },
  };
}
