import { parseBody } from "../operations/bodyRules.js";
import type { SocketAddresses } from "../operations/operation.js";
import { ServiceError, serviceError } from "../operations/serviceError.js";
import type { Settings } from "../options.js";
import type { Throttle, ThrottledOperation } from "../throttle/throttle.js";
import { ChatRefused } from "../world/chatRefused.js";
import { isOver } from "../world/contact.js";
import type { Room } from "../world/room.js";
import type { World } from "../world/world.js";
import type { z } from "zod";
import type { ConnectOperationName } from "./connectOperationName.js";

/** All that an operation of the Connect API may touch. */
export interface ConnectCall {
  readonly world: World;
  readonly settings: Settings;
  readonly sockets: SocketAddresses;
  readonly throttle: Throttle;
  /** Scheme, host and port that the request came to. */
  readonly origin: string;
}

/** One operation of the API that a site's backend calls. Signatures are not looked at. */
export interface ConnectOperation<Input> {
  readonly method: "POST" | "PUT";
  /** Path with `:Member` for what is taken into the input. */
  readonly path: string;
  readonly rules: z.ZodType<Input>;
  /** Which rate it is held to, before its body is looked at. @defaultValue none */
  readonly throttledAs?: ThrottledOperation;
  /** @throws ServiceError, ChatRefused */
  run(call: ConnectCall, input: Input): object;
}

/** What the Connect API says to a request that breaks a rule. */
export const invalidRequest = (detail: string): ServiceError =>
  new ServiceError(
    400,
    "InvalidRequestException",
    { message: `The request is not valid. ${detail}` },
    detail,
  );

const notFound = (detail: string) =>
  new ServiceError(404, "ResourceNotFoundException", { message: "Resource not found" }, detail);

const quotaExceeded = () =>
  new ServiceError(429, "LimitExceededException", {
    message: "The number of active chats exceeds the quota",
  });

/** A refusal in the words of the Connect API. */
export function asConnectError(error: unknown): unknown {
  if (error instanceof ServiceError && error.type === "ValidationException")
    return invalidRequest(error.detail ?? error.message);
  if (!(error instanceof ChatRefused)) return error;
  if (error.code === "tooManyChats") return quotaExceeded();
  if (error.code === "chatIsFull")
    return serviceError(
      "ServiceQuotaExceededException",
      "The number of custom participants exceeds the quota",
    );
  if (error.code === "agentIsThere") return serviceError("ConflictException", error.message);
  return error.code === "unknownSource" ? notFound(error.message) : invalidRequest(error.message);
}

/**
 * Carries an operation out.
 * @throws ServiceError, ChatRefused
 */
export function runConnectOperation<Input>(
  { rules, run, throttledAs }: Pick<ConnectOperation<Input>, "rules" | "run" | "throttledAs">,
  call: ConnectCall,
  { body, members = {} }: { readonly body: string; readonly members?: Readonly<Record<string, string>> },
): object {
  if (throttledAs && !call.throttle.admits(throttledAs))
    throw new ServiceError(429, "TooManyRequestsException", { message: "Too Many Requests" });
  return run(call, parseBody(body, rules, members));
}

/**
 * The room of a chat that has not ended.
 * @throws ServiceError
 */
export function requireLiveRoom(world: World, contactId: string): Readonly<Room> {
  const room = world.room(contactId);
  if (!room) throw notFound("ContactId: is unknown");
  if (isOver(room.contact)) throw invalidRequest("ContactId: the chat has ended");
  return room;
}

/** Runs `act` once for each ClientToken of a contact; a repeat gets the first answer. */
export function onceForToken(
  { world }: ConnectCall,
  key: {
    readonly contactId: string;
    readonly operation: ConnectOperationName;
    readonly clientToken?: string | undefined;
  },
  act: () => object,
): object {
  const { contactId, operation, clientToken } = key;
  if (!clientToken) return act();
  const call = { ref: { contactId, participantId: "" }, operation, clientToken };
  const first = world.answers.recall(call);
  if (first) return first;
  const answer = act();
  world.answers.remember(call, answer);
  return answer;
}
