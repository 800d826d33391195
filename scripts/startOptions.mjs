import util from "node:util";
import { Failure } from "./run.mjs";

export const usage = `Builds what is needed, starts the emulator of Amazon Connect chat and serves the playground.

  npm start -- [options]

  --port N      port to listen on; 0 picks a free one (default 4510)
  --ccp-port N  port of the contact control panel for agents' pages; 0 picks a free one (default: the next port)
  --host NAME   address to listen on (default 127.0.0.1: this machine only)
  --allowed-origins LIST
                origins of pages that may use the emulator beside those of this machine, with commas between them
  --help        this text

With --aws there is no emulator: the pages talk to Amazon Connect itself, and chats are started with this machine's AWS credentials.

  npm start -- --aws --region R --instance-id I --contact-flow-id F [options]

  --region R           AWS region of the instance, such as us-west-2
  --instance-id I      id of the Amazon Connect instance
  --contact-flow-id F  id of the flow that chats go through
  --endpoint URL       another address in the place of Amazon Connect's, such as that of an emulator`;

const flags = /** @type {const} */ ({
  port: { type: "string", default: "4510" },
  "ccp-port": { type: "string" },
  host: { type: "string", default: "127.0.0.1" },
  "allowed-origins": { type: "string" },
  aws: { type: "boolean", default: false },
  region: { type: "string" },
  "instance-id": { type: "string" },
  "contact-flow-id": { type: "string" },
  endpoint: { type: "string" },
  help: { type: "boolean", default: false },
});

/**
 * @param {string} flag
 * @param {string} value
 */
function readPort(flag, value) {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (!(port <= 65535)) throw new Failure(`${flag} must be a number from 0 to 65535.`);
  return port;
}

/** @param {string | undefined} list */
function readOrigins(list) {
  const origins = list?.split(",").map((origin) => origin.trim()) ?? [];
  const isOrigin = (/** @type {string} */ text) => {
    const { protocol, host } = URL.canParse(text) ? new URL(text) : { protocol: "", host: "" };
    return host !== "" && !host.includes("*") && text === `${protocol}//${host}`;
  };
  if (!origins.every(isOrigin))
    throw new Failure(
      '--allowed-origins must be origins such as "https://shop.example", without path or wildcard.',
    );
  return origins;
}

/**
 * A flag of --aws that must be there.
 * @param {string} flag
 * @param {string | undefined} value
 * @param {RegExp} form
 */
function readRequired(flag, value, form) {
  if (value === undefined) throw new Failure(`--aws needs --${flag} too.`);
  if (!form.test(value)) throw new Failure(`--${flag} cannot be ${JSON.stringify(value)}.`);
  return value;
}

/** @param {string} value */
function readEndpoint(value) {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isBase = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username;
  if (!isBase) throw new Failure("--endpoint must be a URL such as http://127.0.0.1:4510.");
  return url.href.replace(/\/$/, "");
}

/** @param {Partial<Record<"region" | "instance-id" | "contact-flow-id" | "endpoint" | "ccp-port" | "allowed-origins", string>>} values */
function readAws(values) {
  if (values["ccp-port"] !== undefined)
    throw new Failure("--ccp-port is the emulator's; with --aws, agents work in the panel of the instance.");
  if (values["allowed-origins"] !== undefined)
    throw new Failure("--allowed-origins is the emulator's; with --aws there is none.");
  return {
    region: readRequired("region", values.region, /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/),
    instanceId: readRequired("instance-id", values["instance-id"], /^[\w:/-]{1,100}$/),
    contactFlowId: readRequired("contact-flow-id", values["contact-flow-id"], /^[\w:/-]{1,500}$/),
    endpoint: values.endpoint === undefined ? undefined : readEndpoint(values.endpoint),
  };
}

/**
 * Reads the command line of npm start.
 * @throws {Failure} that says what is wrong with it
 */
export function readStartOptions() {
  try {
    const { values } = util.parseArgs({ options: flags });
    const port = readPort("--port", values.port);
    const nextPort = port === 0 ? 0 : port + 1;
    const given = values["ccp-port"];
    const ccpPort = given === undefined ? nextPort : readPort("--ccp-port", given);
    const ofAws = /** @type {const} */ (["region", "instance-id", "contact-flow-id", "endpoint"]);
    const alone = ofAws.find((flag) => !values.aws && values[flag] !== undefined);
    if (alone !== undefined) throw new Failure(`--${alone} needs --aws too.`);
    const aws = values.aws && !values.help ? readAws(values) : undefined;
    const allowedOrigins = readOrigins(values["allowed-origins"]);
    return { help: values.help, host: values.host, port, ccpPort, allowedOrigins, aws };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`unable to start; ${reason}\nnpm start -- --help lists the options.`);
  }
}
