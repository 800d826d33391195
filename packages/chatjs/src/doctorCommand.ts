import { diagnose, toLine } from "./doctor.js";
import type { DiagnoseOptions } from "./doctor.js";

/** Where the command writes. */
export interface DoctorTerminal {
  out(line: string): void;
  err(line: string): void;
}

const USAGE = `amazon-connect-chatjs doctor: looks at everything that a chat needs

  --region R           region of the instance                      us-west-2
  --endpoint U         as the page sets it                         the participant service of the region
  --start-chat U       the page's backend; starts a chat, says one sentence in it and ends it
  --start-chat-body J  JSON that the backend wants                 {"ParticipantDetails":{"DisplayName":"ChatJS doctor"}}
  --origin O           origin of the page, to look at CORS
  --timeout MS         how long each answer is waited for          10000
  --json               one JSON object in place of lines

Status 0: nothing is wrong; 1: something is; 2: the command line is.`;

const FLAGS = ["region", "endpoint", "start-chat", "start-chat-body", "origin", "timeout"] as const;
type Flag = (typeof FLAGS)[number];
const isFlag = (name: string): name is Flag => FLAGS.some((flag) => flag === name);

class UsageError extends Error {}

interface CommandLine {
  readonly options: DiagnoseOptions;
  readonly isJson: boolean;
}

/** `--name value` and `--name=value`. What is written is not repeated in errors: it may hold a key. */
function readFlags(args: readonly string[]): {
  readonly flags: Partial<Record<Flag, string>>;
  readonly isJson: boolean;
} {
  const flags: Partial<Record<Flag, string>> = {};
  let isJson = false;
  for (let index = 0; index < args.length; index++) {
    const [, name = "", inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(args[index] ?? "") ?? [];
    if (name === "json" && inline === undefined) {
      isJson = true;
      continue;
    }
    if (!isFlag(name)) throw new UsageError(`argument ${index + 1} is none that doctor knows`);
    const value = inline ?? args[++index];
    if (!value || (inline === undefined && value.startsWith("--")))
      throw new UsageError(`--${name} needs a value`);
    flags[name] = value;
  }
  return { flags, isJson };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError("--start-chat-body is no JSON");
  }
}

function readTimeout(text: string): number {
  const timeoutMs = Number(text);
  if (timeoutMs >= 100 && timeoutMs <= 60_000) return timeoutMs;
  throw new UsageError("--timeout must be a number of milliseconds from 100 to 60000");
}

function readCommandLine(args: readonly string[]): CommandLine {
  const { flags, isJson } = readFlags(args);
  const { region, endpoint, origin, timeout } = flags;
  const url = flags["start-chat"];
  const body = flags["start-chat-body"];
  if (body !== undefined && url === undefined) throw new UsageError("--start-chat-body needs --start-chat");
  const startChat =
    url === undefined ? undefined : { url, body: body === undefined ? undefined : parseJson(body) };
  const timeoutMs = timeout === undefined ? undefined : readTimeout(timeout);
  return { isJson, options: { region, endpoint, origin, startChat, timeoutMs } };
}

/** Runs the command; resolves with its status. */
export async function runDoctor(args: readonly string[], { out, err }: DoctorTerminal): Promise<0 | 1 | 2> {
  const [command, ...rest] = args;
  if (args.includes("--help") || command === "help") {
    out(USAGE);
    return 0;
  }
  try {
    if (command !== "doctor") throw new UsageError("the only command is doctor");
    const { isJson, options } = readCommandLine(rest);
    const diagnosis = await diagnose(options);
    if (isJson) out(JSON.stringify(diagnosis));
    else for (const finding of diagnosis.findings) out(toLine(finding));
    return diagnosis.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    err(`unable to run; ${error.message}\n\n${USAGE}`);
    return 2;
  }
}
