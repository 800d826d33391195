import type { ClientRequest } from "../gateway/clientFrame.js";
import type { FaultBook } from "./faultBook.js";
import type { FaultSubject } from "./faultMatch.js";
import type { SocketFaultKind } from "./faultRule.js";

/** What becomes of a WebSocket handshake. */
export type Admission =
  | { readonly verdict: "admit" }
  | { readonly verdict: "refuse"; readonly status: number }
  | { readonly verdict: "hang" };

/** What becomes of what a client asks for. */
export type Reception = "act" | "refuse" | "ignore";

/** What goes wrong with sockets, data frames aside. */
export interface SocketFaults {
  /** The fate of a handshake that the service would let in. */
  admit(subject: FaultSubject): Admission;
  receive(asked: ClientRequest["type"], subject: FaultSubject): Reception;
}

type ReceptionKind = Exclude<SocketFaultKind, "hangHandshake">;

const kindsAgainst: Partial<Readonly<Record<ClientRequest["type"], readonly ReceptionKind[]>>> = {
  subscribe: ["refuseSubscriptions", "ignoreSubscriptions"],
  heartbeat: ["ignoreHeartbeats"],
  ping: ["ignorePings"],
};

export function createSocketFaults(book: FaultBook): SocketFaults {
  return {
    admit(subject) {
      const rule = book.strike(["refuseUpgrade", "hangHandshake"], { subject })?.rule;
      if (!rule) return { verdict: "admit" };
      if (rule.kind === "hangHandshake") return { verdict: "hang" };
      return { verdict: "refuse", status: rule.status ?? 403 };
    },
    receive(asked, subject) {
      const rule = book.strike(kindsAgainst[asked] ?? [], { subject })?.rule;
      if (!rule) return "act";
      return rule.kind === "refuseSubscriptions" ? "refuse" : "ignore";
    },
  };
}
