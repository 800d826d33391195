import type { SideBySide } from "../../support/chatStage.js";
import type { Trace } from "../trace.js";
import { CALL_RULES } from "./callRules.js";
import { EVENT_RULES } from "./eventRules.js";
import { REQUEST_RULES } from "./requestRules.js";

/** Numbers UUIDs anew, after some were taken out. */
function renumber(trace: Trace): Trace {
  const numbers = new Map<string, string>();
  const text = JSON.stringify(trace).replace(/<uuid \d+>/g, (uuid) => {
    if (!numbers.has(uuid)) numbers.set(uuid, `<uuid ${numbers.size + 1}>`);
    return numbers.get(uuid)!;
  });
  return JSON.parse(text) as Trace;
}

/** The traces of a play without what differs on purpose. */
export function normalForms(traces: SideBySide<Trace>): SideBySide<Trace> {
  const { ours, upstream } = structuredClone(traces);
  for (const rule of [...CALL_RULES, ...EVENT_RULES, ...REQUEST_RULES]) rule({ ours, upstream });
  return { ours: renumber(ours), upstream: renumber(upstream) };
}
