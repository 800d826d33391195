import type { SideBySide } from "../../support/chatStage.js";
import type { Trace, TracedCall } from "../trace.js";

/** Takes out of both traces what a decision of docs/compatibility.md makes differ, and no more. */
export type Rule = (traces: SideBySide<Trace>) => void;

/** A rule that does the same to both. */
export const toEach =
  (change: (trace: Trace) => void): Rule =>
  ({ ours, upstream }) => {
    change(ours);
    change(upstream);
  };

/** Whether it is a call of this method, as `perform` names calls: `0: connect({...})`. */
export const isCall = ({ call }: TracedCall, method: string): boolean =>
  call.slice(call.indexOf(" ") + 1).startsWith(`${method}(`);

export const isReceipt = (text: string): boolean => /event\.message\.(read|delivered)/.test(text);
