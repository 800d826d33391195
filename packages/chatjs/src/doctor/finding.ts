/** What is looked at, in this order. */
export type CheckName =
  | "address"
  | "service"
  | "clock"
  | "cors"
  | "startChat"
  | "token"
  | "socket"
  | "delivery"
  | "scripts";

/**
 * - `ok`: as it should be
 * - `warning`: chats work, and something is worth a look
 * - `problem`: chats do not work
 * - `skipped`: it could not be looked at; the message says why
 */
export type FindingStatus = "ok" | "warning" | "problem" | "skipped";

/** What one check has found. It names no token, no query of a URL and no text of a message. */
export interface Finding {
  readonly check: CheckName;
  readonly status: FindingStatus;
  /** What is so: one sentence, without a full stop. */
  readonly message: string;
  /** What to do about it; with every warning and problem. */
  readonly fix?: string;
}

/** What all checks have found. */
export interface Diagnosis {
  /** Whether there is no problem; warnings do not count. */
  readonly ok: boolean;
  /** In the order of the checks. */
  readonly findings: readonly Finding[];
}

/** What is wrong, and how to mend it. */
export interface Ailment {
  readonly message: string;
  readonly fix: string;
}

type Make<Given> = (check: CheckName, given: Given) => Finding;

export const ok: Make<string> = (check, message) => ({ check, status: "ok", message });
export const skipped: Make<string> = (check, message) => ({ check, status: "skipped", message });
export const warning: Make<Ailment> = (check, ailment) => ({ check, status: "warning", ...ailment });
export const problem: Make<Ailment> = (check, ailment) => ({ check, status: "problem", ...ailment });

const STATUS_WIDTH = 8;
const NAME_WIDTH = 10;

/** A finding as one line: status, check, what is so, and how to mend it. */
export const toLine = ({ status, check, message, fix }: Finding): string =>
  `${status.padEnd(STATUS_WIDTH)} ${check.padEnd(NAME_WIDTH)} ${message}${fix === undefined ? "" : `. To fix it: ${fix}`}`;
