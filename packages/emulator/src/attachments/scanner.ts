import type { AttachmentOptions, ScanVerdict } from "./attachmentOptions.js";

/** What the scanner says from now on, of all chats or of one. */
export interface ScanRule {
  readonly contactId?: string | undefined;
  /** @defaultValue the verdict of the options */
  readonly verdict?: ScanVerdict | undefined;
  /** Milliseconds until the verdict. @defaultValue the delay of the options */
  readonly delayMs?: number | undefined;
}

export interface Scanner {
  /** A rule of one chat goes before the rule of all. */
  setRule(rule: ScanRule): void;
  scan(contactId: string): { readonly verdict: ScanVerdict; readonly delayMs: number };
  /** Forgets the rule of a chat. */
  forget(contactId: string): void;
}

/** A scanner that says what the options say. */
export function createScanner(options: AttachmentOptions): Scanner {
  const rules = new Map<string | undefined, ScanRule>();
  return {
    setRule: (rule) => void rules.set(rule.contactId, rule),
    scan(contactId) {
      const rule = rules.get(contactId) ?? rules.get(undefined);
      return {
        verdict: rule?.verdict ?? options.verdict,
        delayMs: rule?.delayMs ?? options.scanDelayMs,
      };
    },
    forget: (contactId) => void rules.delete(contactId),
  };
}
