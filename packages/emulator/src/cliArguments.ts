import { parseArgs } from "citty";
import type { ArgsDef } from "citty";
import { isOrigin } from "./access/originName.js";
import { originExpectation } from "./access/originsRules.js";
import { FAULT_PROFILE_NAMES } from "./profiles/faultProfile.js";
import type { FaultProfileName } from "./profiles/faultProfile.js";

/** The flags of the command. */
export const cliFlags = {
  config: {
    type: "string",
    alias: "c",
    valueHint: "file",
    description:
      "Flows, agents, views and limits: TypeScript, JavaScript or JSON; emulator.config.* of the working directory unless given",
  },
  port: { type: "string", default: "4510", valueHint: "port", description: "Port; 0 takes a free one" },
  host: {
    type: "string",
    default: "127.0.0.1",
    valueHint: "address",
    description: "Address to listen on; others than loopback let other machines in",
  },
  "ccp-port": {
    type: "string",
    valueHint: "port",
    description: "Port of a CCP for pages of amazon-connect-streams; 0 takes a free one",
  },
  "allowed-origins": {
    type: "string",
    valueHint: "origins",
    description:
      "Origins of pages that may use it beside those of this machine, with commas between them: https://shop.example",
  },
  data: {
    type: "string",
    valueHint: "directory",
    description: "Where chats are kept, so that they outlive the process; in memory only unless given",
  },
  seed: {
    type: "string",
    valueHint: "integer",
    description: "Makes all ids and tokens follow from a number",
  },
  profile: {
    type: "string",
    valueHint: "names",
    description: `Fault profiles that are on from the beginning, with commas between them: ${FAULT_PROFILE_NAMES.join(", ")}`,
  },
  json: {
    type: "boolean",
    description: "For programs: one line of JSON with the addresses, and the log as lines of JSON",
  },
  help: { type: "boolean", alias: "h", description: "Prints this" },
} as const satisfies ArgsDef;

/** What the command was asked to do. */
export type CliRequest =
  | { readonly type: "help" }
  | {
      readonly type: "start";
      readonly config: string | undefined;
      readonly port: number;
      readonly host: string;
      readonly ccpPort: number | undefined;
      readonly allowedOrigins: readonly string[];
      readonly data: string | undefined;
      readonly seed: number | undefined;
      readonly profiles: readonly FaultProfileName[];
      readonly json: boolean;
    };

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The parser also gives a flag of two words as one. */
const known = new Set<string>([...Object.keys(cliFlags), "ccpPort", "allowedOrigins", "h", "c"]);

function requireKnown({ _: rest, ...flags }: { readonly _: readonly string[] }): void {
  const unknown = Object.keys(flags).find((flag) => !known.has(flag));
  if (unknown !== undefined) throw new UsageError(`the flag --${unknown} is unknown`);
  if (rest.length > 0) throw new UsageError("it takes flags only");
}

function integer(flag: string, value: string, [min, max]: readonly [number, number]): number {
  const number = /^-?\d{1,16}$/.test(value) ? Number(value) : NaN;
  if (!(number >= min && number <= max))
    throw new UsageError(`--${flag} must be an integer from ${min} to ${max}`);
  return number;
}

const optional = (flag: string, value: string | undefined, range: readonly [number, number]) =>
  value === undefined ? undefined : integer(flag, value, range);

const listOf = (names: string | undefined): readonly string[] =>
  names?.split(",").map((name) => name.trim()) ?? [];

function originsOf(names: string | undefined): readonly string[] {
  const origins = listOf(names);
  if (!origins.every(isOrigin)) throw new UsageError(`--allowed-origins ${originExpectation}`);
  return origins;
}

function profilesOf(names: string | undefined): readonly FaultProfileName[] {
  const isKnown = (name: string): name is FaultProfileName =>
    FAULT_PROFILE_NAMES.some((profile) => profile === name);
  const given = listOf(names);
  const profiles = given.filter(isKnown);
  if (profiles.length < given.length)
    throw new UsageError(`--profile must be of ${FAULT_PROFILE_NAMES.join(", ")}`);
  return profiles;
}

/**
 * Reads the command line.
 * @throws UsageError
 */
export function readCliArguments(rawArguments: readonly string[]): CliRequest {
  const flags = parseArgs<typeof cliFlags>([...rawArguments], cliFlags);
  requireKnown(flags);
  if (flags.help) return { type: "help" };
  if (flags.config === "") throw new UsageError("--config must be a file");
  if (flags.host === "") throw new UsageError("--host must be an address");
  if (flags.data === "") throw new UsageError("--data must be a directory");
  return {
    type: "start",
    config: flags.config,
    port: integer("port", flags.port, [0, 65_535]),
    host: flags.host,
    ccpPort: optional("ccp-port", flags["ccp-port"], [0, 65_535]),
    allowedOrigins: originsOf(flags["allowed-origins"]),
    data: flags.data,
    seed: optional("seed", flags.seed, [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]),
    profiles: profilesOf(flags.profile),
    json: flags.json ?? false,
  };
}
