import { SOCKET_TIMES } from "@amazon-connect-chat/protocol";
import type { View } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import { originsRules } from "./access/originsRules.js";
import { defaultAttachmentOptions } from "./attachments/attachmentOptions.js";
import type { AttachmentOptions } from "./attachments/attachmentOptions.js";
import { defaultAuthenticationOptions } from "./authentication/authenticationOptions.js";
import type { AuthenticationOptions } from "./authentication/authenticationOptions.js";
import { defaultCcpOptions } from "./ccp/ccpOptions.js";
import type { CcpOptions } from "./ccp/ccpOptions.js";
import { createRealClock } from "./clock.js";
import type { Clock } from "./clock.js";
import { formatProblem, problemsOf } from "./config/problem.js";
import type { Problem } from "./config/problem.js";
import { controlRules } from "./control/controlRules.js";
import type { Flows, ScriptedAgents } from "./flow/flow.js";
import { flowRules } from "./flow/flowRules.js";
import { unknownNames } from "./flow/unknownNames.js";
import { defaultLimits } from "./limits.js";
import type { Limits } from "./limits.js";
import { defaultMessageProcessingOptions, messageProcessingRules } from "./processing/processingOptions.js";
import type { MessageProcessingOptions } from "./processing/processingOptions.js";
import type { ControlProfile, FaultProfileName } from "./profiles/faultProfile.js";
import { profilesRules } from "./profiles/profileRules.js";
import type { Throttling } from "./throttle/throttle.js";
import type { ChatTimers } from "./world/contact.js";

/** How contacts go through their flow. */
export interface FlowOptions {
  /** What is said, in order, before a chat without a flow of its own is queued. */
  readonly prompts: readonly string[];
  /** Milliseconds before each prompt. @defaultValue 700 */
  readonly promptDelayMs: number;
  /** The timers that the flow sets for each chat. @defaultValue none */
  readonly timers: ChatTimers;
  /** Milliseconds before each step of a flow that does not say. @defaultValue 1200 */
  readonly paceMs: number;
  /** What is said to the customer when a flow has failed. @defaultValue nothing */
  readonly failurePrompt: string;
}

/** A request as it came in. `body` is its text, tokens and all: for tests, not for logs. */
export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where the emulator tells what it does; it never writes tokens or content. */
export interface EmulatorLogger {
  info(line: string): void;
  error(line: string): void;
}

/** Options of an emulator; all have defaults. Times are in milliseconds. */
export interface EmulatorOptions {
  /** @defaultValue the machine's clock */
  readonly clock?: Clock;
  /** An integer: all ids and tokens follow from it. Without one they cannot be guessed. */
  readonly seed?: number;
  readonly flow?: Partial<FlowOptions>;
  readonly attachments?: Partial<AttachmentOptions>;
  readonly authentication?: Partial<AuthenticationOptions>;
  readonly ccp?: Partial<CcpOptions>;
  readonly messageProcessing?: Partial<MessageProcessingOptions>;
  /**
   * Flows by name: the ContactFlowId of StartChatContact, or the chat's attribute `scenario`, which goes first. A chat that names none
   * goes through the one called `default`, or through the prompts.
   */
  readonly flows?: Flows;
  /** Agents and custom bots that act by themselves, by name. */
  readonly agents?: ScriptedAgents;
  /** Views that can be shown by name, beside the ready ones or in their place. */
  readonly views?: readonly View[];
  /** From a persistent customer's joining to `chat.rehydrated`. @defaultValue 500 */
  readonly rehydrationDelayMs?: number;
  /**
   * A chat whose customer leaves goes on until its last agent leaves too, unless DisconnectOnCustomerExit takes agents along.
   * @defaultValue false: it ends
   */
  readonly agentsStayOnCustomerExit?: boolean;
  /** From `participant.left` to `chat.ended`. @defaultValue 150 */
  readonly endDelayMs?: number;
  /** Life of a connection token. ChatJS renews 60 s before the end: below that it asks again and again. @defaultValue 86400000 */
  readonly tokenLifetimeMs?: number;
  /** From a URL's making to its ConnectionExpiry. @defaultValue 3600000 */
  readonly socketLifetimeMs?: number;
  /** From ConnectionExpiry to the close of the socket. @defaultValue 60000 */
  readonly socketGraceMs?: number;
  /** How long a URL opens sockets. @defaultValue 100000 */
  readonly urlValidityMs?: number;
  /** A socket with no traffic for so long is closed with 1001. @defaultValue 600000 */
  readonly socketIdleMs?: number;
  /** Sockets stay open so long after `chat.ended`. @defaultValue 5000 */
  readonly socketLingerMs?: number;
  /** A customer must connect within this time of the chat's start. @defaultValue 300000 */
  readonly connectWindowMs?: number;
  /** How many requests a second are let through: `"off"`, `"published"`, or rates by operation. @defaultValue "off" */
  readonly throttling?: Throttling;
  /** Bad days from the beginning: fault profiles by name, or with whom they strike and how often. @defaultValue none */
  readonly profiles?: readonly (FaultProfileName | ControlProfile)[];
  /**
   * Origins of pages that may use the emulator beside those of this machine, such as `"https://shop.example"`; it is also reached at
   * their host names. @defaultValue none
   */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Sends an item to the sockets before the sender has the answer. @defaultValue false */
  readonly echoBeforeResponse?: boolean;
  /** Sends typing events to the typist too. @defaultValue true */
  readonly typingEcho?: boolean;
  /** Called with every request that is none of the control API or a page. */
  readonly onRequest?: (request: RequestFacts) => void;
  readonly logger?: EmulatorLogger;
  /** Where the options were read from, for the log. */
  readonly configFile?: string;
}

/** Options with their defaults filled in. */
export interface Settings
  extends
    Required<Omit<EmulatorOptions, OptionalName | GroupName | "profiles">>,
    Pick<EmulatorOptions, OptionalName>,
    Groups {
  readonly profiles: readonly ControlProfile[];
}

/** Options that belong together. */
interface Groups {
  readonly flow: FlowOptions;
  readonly attachments: AttachmentOptions;
  readonly authentication: AuthenticationOptions;
  readonly ccp: CcpOptions;
  readonly messageProcessing: MessageProcessingOptions;
  readonly limits: Limits;
}

const defaultFlow: FlowOptions = {
  prompts: [
    "Welcome! You are chatting with a local emulator of Amazon Connect.",
    "Please hold on: you are in the queue for the next agent.",
  ],
  promptDelayMs: 700,
  timers: {},
  paceMs: 1_200,
  failurePrompt: "",
};

const groupNames = ["flow", "attachments", "authentication", "ccp", "messageProcessing", "limits"] as const;
type GroupName = keyof Groups;
/** Options that may stay without a value. */
type OptionalName = "seed" | "onRequest" | "configFile";

const defaultTimes = {
  endDelayMs: 150,
  rehydrationDelayMs: 500,
  tokenLifetimeMs: 86_400_000,
  socketLifetimeMs: 3_600_000,
  socketGraceMs: 60_000,
  urlValidityMs: SOCKET_TIMES.urlValidityMs,
  socketIdleMs: 600_000,
  socketLingerMs: 5_000,
  connectWindowMs: 300_000,
};

/** Options that go to `startEmulator` beside these. */
const optionsOfTheServer = ["host", "port", "ccpPort", "data", "pages"];

/** `given` over `defaults`, where undefined counts as not given. */
function withDefaults<Values extends object>(
  defaults: Values,
  given: Partial<Values>,
  group?: GroupName,
): Values {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  // A misspelt option would have no effect, and whoever gave it no error.
  const unknown = present.filter(
    ([name]) => !Object.hasOwn(defaults, name) && (group ?? !optionsOfTheServer.includes(name)),
  );
  requireNone(
    unknown.map(([name]) => ({ path: group ? [group, name] : [name], message: "is not known here" })),
  );
  return { ...defaults, ...(Object.fromEntries(present) as Partial<Values>) };
}

/**
 * Puts another configuration in force, for what happens from now on: flows, agents, views, and the groups. The other options are read
 * once.
 * @throws TypeError as `resolveOptions`
 */
export function reconfigure(settings: Settings, config: EmulatorOptions): void {
  const next = resolveOptions(config);
  Object.assign(settings, { flows: next.flows, agents: next.agents, views: next.views });
  for (const group of groupNames) Object.assign(settings[group], next[group]);
}

function requireNone([problem]: readonly Problem[]): void {
  if (problem) throw new TypeError(`unable to start the emulator; ${formatProblem(problem)}`);
}

function requireRules(values: object, rules: z.ZodRawShape): void {
  const { error } = z.object(rules).safeParse(values);
  if (error) requireNone(problemsOf(error));
}

/** What a number may be: clients are told the end of a lifetime as a date, and not each is one. */
export function rangeOf(name: string): { readonly most: number; readonly inWords: string } {
  const most = name.endsWith("LifetimeMs") ? 100_000_000_000_000 : Infinity;
  return { most, inWords: most === Infinity ? "a number of at least 0" : `a number from 0 to ${most}` };
}

function requireRanges(values: object): void {
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    const { most, inWords } = rangeOf(name);
    if (typeof value === "number" && !(value >= 0 && value <= most))
      throw new TypeError(`unable to start the emulator; ${name} must be ${inWords}`);
  }
}

/**
 * Fills in the defaults.
 * @throws TypeError when a number is negative, NaN or more than a date can tell, the seed is no integer, an allowed origin is none, a flow has a step or a name that does not exist, or an option is not known.
 */
export function resolveOptions(options: EmulatorOptions): Settings {
  const {
    flow = {},
    attachments = {},
    authentication = {},
    ccp = {},
    messageProcessing = {},
    limits = {},
    seed,
    onRequest,
    configFile,
    profiles = [],
    ...rest
  } = options;
  if (seed !== undefined && !Number.isInteger(seed))
    throw new TypeError("unable to start the emulator; seed must be an integer");
  requireRules(
    { profiles, allowedOrigins: rest.allowedOrigins },
    { profiles: profilesRules, allowedOrigins: originsRules.optional() },
  );
  const defaults: Omit<Settings, GroupName | OptionalName> = {
    ...defaultTimes,
    views: [],
    throttling: "off",
    profiles: profiles.map((given) => (typeof given === "string" ? { profile: given } : given)),
    flows: {},
    agents: {},
    allowedOrigins: [],
    clock: createRealClock(),
    agentsStayOnCustomerExit: false,
    echoBeforeResponse: false,
    typingEcho: true,
    logger: { info: () => undefined, error: () => undefined },
  };
  const settings: Settings = {
    ...withDefaults(defaults, rest),
    flow: withDefaults(defaultFlow, flow, "flow"),
    attachments: withDefaults(defaultAttachmentOptions, attachments, "attachments"),
    authentication: withDefaults(defaultAuthenticationOptions, authentication, "authentication"),
    ccp: withDefaults(defaultCcpOptions, ccp, "ccp"),
    messageProcessing: withDefaults(defaultMessageProcessingOptions, messageProcessing, "messageProcessing"),
    limits: withDefaults(defaultLimits, limits, "limits"),
    seed,
    onRequest,
    configFile,
  };
  requireRanges({ ...settings, seed: undefined });
  if (typeof settings.throttling === "object")
    for (const rate of Object.values(settings.throttling)) requireRanges(rate);
  for (const timers of Object.values(settings.flow.timers)) requireRanges(timers);
  for (const group of groupNames) requireRanges(settings[group]);
  requireRules(settings, {
    ...flowRules,
    messageProcessing: messageProcessingRules,
    flow: z.object({ timers: controlRules.timers }),
    attachments: z.object({ verdict: controlRules.scanner.shape.verdict }),
  });
  requireNone(unknownNames(settings));
  return settings;
}
