import type { View } from "@amazon-connect-chat/protocol";
import { readObject } from "../../lib/readObject.js";
import type { JsonObject } from "./interactiveTypes.js";

/** A view, with its JSON read. */
export interface InteractiveView {
  /** Such as `form`; empty where the service has not told. */
  readonly id: string;
  /** Empty where the service has not told. */
  readonly arn: string;
  /** Empty where the service has not told. */
  readonly name: string;
  /** 0 where the service has not told. */
  readonly version: number;
  /** What may be answered: names of buttons. */
  readonly actions: readonly string[];
  /** What to show; its form is known to AWS's own renderer only. Empty where it is no JSON. */
  readonly template: JsonObject;
  /** A JSON Schema of `inputData`. Empty where it is none. */
  readonly inputSchema: JsonObject;
  /** What to show the view with: the message's `viewData`, with values read that are JSON texts in themselves. */
  readonly inputData: JsonObject;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A text that stands for an object or a list as what it stands for; anything else as it is. */
function unfolded(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/**
 * Reads what `describeView` has given. Never throws.
 * @param view the `View` of its answer
 * @param viewData that of the message
 * @returns undefined for what is no view
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_DescribeView.html
 */
export function readView(view: View | undefined, viewData: JsonObject = {}): InteractiveView | undefined {
  const { Id, Arn, Name, Version, Content } = readObject(view) ?? {};
  const content = readObject(Content);
  if (!content) return undefined;
  const actions: unknown = content["Actions"];
  return {
    id: textOf(Id),
    arn: textOf(Arn),
    name: textOf(Name),
    version: Number.isFinite(Version) ? (Version as number) : 0,
    actions: Array.isArray(actions)
      ? (actions as unknown[]).filter((action) => typeof action === "string" && action !== "").map(textOf)
      : [],
    template: readObject(content["Template"]) ?? {},
    inputSchema: readObject(content["InputSchema"]) ?? {},
    inputData: Object.fromEntries(
      Object.entries(readObject(viewData) ?? {}).map(([name, value]) => [name, unfolded(value)]),
    ),
  };
}
