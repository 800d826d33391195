import { IllegalArgumentError } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { readObject } from "../../lib/readObject.js";
import { byteLength } from "./bytes.js";
import { interactiveRule, isChannelTemplate, MAX_BYTES } from "./interactiveRules.js";
import type { InteractiveMessage, InteractiveProblem, JsonObject } from "./interactiveTypes.js";
import { problemsOf } from "./jsonRules.js";

/** A typed message may come from JavaScript: its lists may be none, and are checked afterwards. */
const mapped = (value: unknown, change: (entry: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map(change) : value;

const pictured = (value: unknown): unknown =>
  isObject(value) && value["imageData"] !== undefined ? { imageType: "URL", ...value } : value;
function elementOf(value: unknown): unknown {
  const element = pictured(value);
  return isObject(element) && element["url"] !== undefined ? { type: "hyperlink", ...element } : element;
}

function cardOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { templateIdentifier, ...card } = value;
  return { templateIdentifier, ...wireOf(card) };
}

/** What the message shows; that of another channel is handed through. */
function contentOf(templateType: unknown, { content, ...shown }: JsonObject): unknown {
  if (isChannelTemplate(templateType)) return content;
  const elements = mapped(shown["elements"], templateType === "Carousel" ? cardOf : elementOf);
  return pictured({ ...shown, ...(elements !== undefined && { elements }) });
}

/** The message as the service has it. */
function wireOf({ templateType, replyMessage, ...rest }: JsonObject): JsonObject {
  const content = contentOf(templateType, rest);
  const reply = replyMessage !== undefined && { replyMessage: pictured(replyMessage) };
  return { templateType, version: "1.0", data: { ...reply, content } };
}

/** The text, or undefined for what is no JSON: cycles, numbers without bounds in size, depth beyond reason. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/**
 * Says what the service would not take in an interactive message, against the limits of its guide: members that are missing or of
 * another type, characters, counts, ranges, and the size of the whole, which must be below 20 kB. Never throws.
 * @param content the message as the service has it: a JSON text, or what it stands for
 * @returns what is wrong, with the path of each value; empty when all is well
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/interactive-messages.html
 */
export function checkInteractive(content: unknown): readonly InteractiveProblem[] {
  const json = typeof content === "string" ? content : jsonOf(content);
  const value = json === undefined ? undefined : readObject(json);
  const problems = problemsOf(interactiveRule, value);
  const size = byteLength(json ?? "");
  return size < MAX_BYTES
    ? problems
    : [{ path: "", problem: `must be smaller than ${MAX_BYTES} bytes, and has ${size}` }, ...problems];
}

/**
 * Makes the content of an interactive message: what a bot's Lambda function gives to Amazon Lex as a `CustomPayload`.
 * `parseInteractive` makes the same message of it again.
 * @returns a JSON text
 * @throws IllegalArgumentError when the service would not take it; the message of the error names what is wrong, and where
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/interactive-messages.html
 */
export function buildInteractive(message: InteractiveMessage): string {
  const wire = wireOf(isObject(message) ? message : {});
  const problems = checkInteractive(wire);
  if (problems.length) {
    const named = problems.slice(0, 5).map(({ path, problem }) => `${path || "the message"} ${problem}`);
    throw new IllegalArgumentError(`unable to build an interactive message; ${named.join("; ")}`);
  }
  return JSON.stringify(wire);
}
