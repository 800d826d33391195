import type { StartChatRequest } from "./startChatRequest.js";

/** A request that is to start a chat. */
export interface StartChatCall {
  /** Of the request: where a cookie or a bearer token says who asks. */
  readonly headers: Headers;
  /** What the page asks for; its form is checked, nothing of it is proved. */
  readonly request: StartChatRequest;
}

/** Attributes of a contact by name: what its flow can read. */
export type ChatAttributes = Readonly<Record<string, string>>;

/** What is used of the ConnectClient of the AWS SDK. */
export interface StartChatClient {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<object>;
}

/** Gets a line for each refusal and failure; it holds no token and nothing of what a page or AWS said. */
export interface StartChatLogger {
  error(line: string): void;
}

/** Options of a handler that starts chats. */
export interface StartChatOptions {
  /** Id or ARN of the Amazon Connect instance. */
  readonly instanceId: string;
  /** Id of the flow that the chats go through. */
  readonly contactFlowId: string;
  /**
   * AWS region of the instance, such as `"us-west-2"`; not looked at with a `client`.
   * @defaultValue what the AWS SDK finds: AWS_REGION, or that of the profile
   */
  readonly region?: string;
  /**
   * The client to call Amazon Connect with: other credentials, another endpoint.
   * @defaultValue one with the usual credentials of the machine, made at the first request
   */
  readonly client?: StartChatClient;
  /**
   * Origins of pages that may start chats, such as `"https://shop.example"`, beside the handler's own. Requests without an origin come
   * from servers and are let through to `authorize`.
   * @defaultValue none
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Says whether a chat may be started; without it everybody may who reaches the handler, but nobody may go on from a past chat
   * (PersistentChat), since nobody looks whose it was.
   * @defaultValue none
   */
  readonly authorize?: (call: StartChatCall) => boolean | Promise<boolean>;
  /**
   * Attributes of the contact, or a function that gives them. The page's own Attributes are used only where that function takes them
   * from `call.request`.
   * @defaultValue `customerName`, the DisplayName; it is there in any case, unless they name another
   */
  readonly attributes?: ChatAttributes | ((call: StartChatCall) => ChatAttributes | Promise<ChatAttributes>);
  /** Milliseconds until the page is answered 504, from 1 to 60,000; the SDK tries again in that time. @defaultValue 10000 */
  readonly timeoutMs?: number;
  /** @defaultValue the console */
  readonly logger?: StartChatLogger;
}

/** Options with their defaults filled in. */
export type StartChatSettings = StartChatOptions &
  Required<Pick<StartChatOptions, "allowedOrigins" | "timeoutMs" | "logger">>;

const refuse = (reason: string) => new TypeError(`unable to create the handler; ${reason}`);

function requireOrigin(value: string): void {
  if (!URL.canParse(value) || new URL(value).origin !== value)
    throw refuse(`allowedOrigins must hold origins such as "https://shop.example", without path or wildcard`);
}

/**
 * Fills in the defaults.
 * @throws TypeError for a missing instance or flow, an origin that is none, or a time out of its range
 */
export function resolveStartChatOptions(options: StartChatOptions): StartChatSettings {
  const { allowedOrigins = [], timeoutMs = 10_000, ...rest } = options;
  for (const name of ["instanceId", "contactFlowId"] as const)
    if (typeof rest[name] !== "string" || rest[name] === "") throw refuse(`${name} is missing`);
  allowedOrigins.forEach(requireOrigin);
  if (!(timeoutMs >= 1 && timeoutMs <= 60_000)) throw refuse("timeoutMs must be from 1 to 60000");
  // oxlint-disable-next-line no-console -- where servers and Lambda functions keep their logs
  const logger = rest.logger ?? { error: (line) => console.error(line) };
  return { ...rest, allowedOrigins, timeoutMs, logger };
}
