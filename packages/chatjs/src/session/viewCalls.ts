import type { DescribeViewArgs } from "./callTypes.js";
import type { CallKit } from "./callKit.js";

/** The session's method for views. */
export const viewCalls = ({ perform }: CallKit) => ({
  describeView: ({ viewToken }: DescribeViewArgs, signal?: AbortSignal) =>
    perform("DescribeView", { ViewToken: viewToken as string }, signal),
});
