import { ServiceError } from "../operations/serviceError.js";

/** What the AWS SDK, or Node below it, throws. */
interface ThrownFields {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown; readonly requestId?: unknown };
}

const invalid =
  "Amazon Connect does not take the request: look at instanceId and contactFlowId, and at the attributes";
const signature = "the AWS credentials are not valid, or not any more";

/** What the operator is told to look at, by the name or code of what was thrown. */
const ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    "there are no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with `aws sso login`",
  RegionMissing: "there is no AWS region: pass `region`, or set AWS_REGION",
  ERR_MODULE_NOT_FOUND: "the AWS SDK is missing: npm install @aws-sdk/client-connect",
  AccessDeniedException: "the AWS credentials do not allow connect:StartChatContact on this instance",
  ResourceNotFoundException: "the region has no such instance, or the instance no such contact flow",
  InvalidRequestException: invalid,
  InvalidParameterException: invalid,
  UnrecognizedClientException: signature,
  InvalidSignatureException: signature,
  ExpiredTokenException: signature,
  LimitExceededException: "the instance has as many active chats as its quota allows",
  TooManyRequestsException: "there are more requests a second than the account's quota allows",
  ThrottlingException: "there are more requests a second than the account's quota allows",
};

const isName = (value: unknown): value is string => typeof value === "string" && /^\w{1,64}$/.test(value);

/** Status, type and text for the page, by what the failure says of itself. */
function outcomeOf(status: number | undefined, name: string): readonly [number, string, string] {
  if (status === 429)
    return [
      429,
      Object.hasOwn(ADVICE, name) ? name : "TooManyRequestsException",
      "Too many chats; try again later",
    ];
  const isRefusal = (status !== undefined && status >= 400 && status < 500) || Object.hasOwn(ADVICE, name);
  return isRefusal
    ? [500, "InternalServerException", "Internal server error"]
    : [502, "BadGatewayException", "The chat service cannot be reached"];
}

/** The page's answer to a failed call of Amazon Connect. What AWS said stays here; `detail` is for the operator. */
export function connectFailure(error: unknown): ServiceError {
  const { name, code, message: reason, $metadata = {} } = Object(error) as ThrownFields;
  // The one failure that has no name of its own.
  const names = [name, code, reason === "Region is missing" && "RegionMissing"].filter(isName);
  const known = names.find((each) => Object.hasOwn(ADVICE, each));
  // A plain Error says nothing by its name; the system's code, such as ECONNREFUSED, does.
  const shown = known ?? names.filter((each) => each !== "Error").at(-1) ?? "an unknown error";
  const { httpStatusCode, requestId } = $metadata;
  const status = typeof httpStatusCode === "number" ? httpStatusCode : undefined;
  const [answered, type, message] = outcomeOf(status, known ?? "");
  const advice = known === undefined ? "" : `; ${ADVICE[known] ?? ""}`;
  const awsRequest =
    typeof requestId === "string" && /^[\w-]{1,64}$/.test(requestId) ? ` (AWS request ${requestId})` : "";
  return new ServiceError(
    answered,
    type,
    { message },
    `${shown}${status === undefined ? "" : ` ${status}`}${awsRequest}${advice}`,
  );
}

/** The page's answer when Amazon Connect takes too long. */
export const connectTimeout = (timeoutMs: number): ServiceError =>
  new ServiceError(
    504,
    "GatewayTimeoutException",
    { message: "The chat service does not answer" },
    `no answer within ${timeoutMs} ms`,
  );
