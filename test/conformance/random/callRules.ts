import { rejectsWithErrors } from "../scenarios/differences.js";
import { isCall, isReceipt, toEach } from "./rule.js";
import type { Rule } from "./rule.js";

/** CP-89: it returns a promise. */
const breaks = toEach(({ calls }) => {
  for (const call of calls) if (isCall(call, "controller.breakConnection")) call.kind = "returned";
});

/** CP-21: `connect()` resolves later, and says so. */
const connected = toEach(({ calls }) => {
  for (const call of calls) if (isCall(call, "connect") && call.kind === "resolved") delete call.value._debug;
});

/** CP-22: `connect()` again is a promise. */
const connectedAgain = toEach(({ calls }) => {
  const known = new Set<string>();
  for (const call of calls) {
    if (!isCall(call, "connect")) continue;
    const session = call.call.slice(0, call.call.indexOf(" "));
    if (known.has(session)) Object.assign(call, { kind: "returned", value: "again" });
    known.add(session);
  }
});

/** CP-65, CP-89: calls that 5.0.0 cannot make before it is connected. */
const early: Rule = ({ upstream }) => {
  for (const call of upstream.calls) {
    const why = call.kind === "threw" ? String(call.value.message) : "";
    if (why.includes("(reading 'getConnectionToken')")) {
      const value = call.call.replace(/^\S+ (\w+).*/, "Failed to call $1, No active connection");
      Object.assign(call, { kind: "rejected", value });
    }
    if (why.includes("(reading 'getStatus')"))
      Object.assign(call, { kind: "returned", value: "NeverEstablished" });
  }
};

/** CP-23: rejections are errors; CP-70: those of receipts that are not sent, too. */
const errors: Rule = ({ upstream }) => {
  rejectsWithErrors.change(upstream);
  for (const { kind, value } of upstream.calls)
    if (kind === "rejected" && value.errorMessage)
      Object.assign(value, { message: value.errorMessage, text: `ChatError: ${value.errorMessage}` });
};

/** CP-116: what is missing in the answer to `connect()`. */
const missingDetails: Rule = ({ ours, upstream }) => {
  for (const [index, { value }] of upstream.calls.entries()) {
    if (value?._debug?._debug?.name !== "TypeError") continue;
    for (const one of [value, ours.calls[index]?.value])
      Object.assign(one ?? {}, { text: "missing", message: "missing", _debug: "missing" });
  }
};

/** CP-47: missing arguments throw an error of another name; CP-85: an answer that is no JSON has a status, and other words. */
const names = toEach(({ calls }) => {
  for (const call of calls) {
    const { kind, value } = call;
    if (kind === "threw" && /TypeError|IllegalArgument/.test(value.name) && /\((null)?\)$/.test(call.call))
      call.value = "no argument";
    // The list of content types is in nobody's order.
    else if (kind === "threw")
      for (const member of ["message", "text"])
        value[member] = String(value[member]).replace(/(values are: ).*$/, "$1");
    for (const failure of [value, value?._debug?._debug])
      if (kind === "rejected" && failure?.type === "SyntaxError") {
        delete failure.statusCode;
        for (const one of [value, failure]) one.text = one.message = "no JSON";
      }
  }
});

/** CP-42: a ping that failed does not break the status. */
const statusOfSocket: Rule = ({ ours, upstream }) => {
  if (!upstream.events.some(({ name }) => name === "DEEP_HEARTBEAT_FAILURE")) return;
  for (const { calls } of [ours, upstream])
    for (const call of calls) if (isCall(call, "controller.getConnectionStatus")) delete call.value;
};

/** CP-32: every promise of a receipt settles, with its own metadata; where a receipt was not needed, by a message. */
const receiptResults: Rule = ({ ours, upstream }) => {
  ours.calls.forEach((call, index) => {
    const other = upstream.calls[index];
    if (!isReceipt(call.call) || other?.call !== call.call || call.kind === "pending") return;
    const isUnsettled =
      other.kind === "pending" || (other.kind === "rejected" && other.value.name === "TypeError");
    const isNeedless = call.kind === "resolved" && call.value.message !== undefined;
    for (const one of [call, other]) {
      if (isUnsettled || isNeedless) Object.assign(one, { kind: "resolved", value: "settled" });
      else delete one.value?.metadata;
    }
  });
};

/** In this order. */
export const CALL_RULES: readonly Rule[] = [
  breaks,
  connected,
  connectedAgain,
  early,
  errors,
  missingDetails,
  names,
  statusOfSocket,
  receiptResults,
];
