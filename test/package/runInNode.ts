import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repository } from "./project.js";

/** For samples of servers: lets them listen where there is room; `listening` resolves with the address. */
export const onFreePort = `
  import { Server as NodeServer } from "node:http";
  const listening = new Promise((resolve) => {
    const { listen } = NodeServer.prototype;
    NodeServer.prototype.listen = function () {
      return listen.call(this, 0, "127.0.0.1", () => resolve("http://127.0.0.1:" + this.address().port));
    };
  });`;

/** What a site's backend finds around it. */
const BACKEND = {
  NODE_NO_WARNINGS: "1",
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "AKIDOFTHESAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  INSTANCE_ID: "the-instance",
  CONTACT_FLOW_ID: "the-flow",
};

/** Runs modules in a Node of their own that finds the built packages, with the credentials of a backend; what they print. */
export async function runInNode(
  code: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const args = ["--input-type=module", "--eval", code];
  const env = { ...process.env, ...BACKEND, ...environment };
  return (await promisify(execFile)(process.execPath, args, { cwd: repository, env, timeout: 60_000 }))
    .stdout;
}
