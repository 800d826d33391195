import type { SessionTranscript } from "../history/transcriptPages.js";
import { useSnapshot } from "./useSnapshot.js";

type Shown = Pick<SessionTranscript, "items" | "segments" | "hasOlder" | "isLoading">;

/** What `useTranscript` gives: what is shown, and the way to the rest. */
export interface UsedTranscript extends Shown, Pick<SessionTranscript, "loadOlder" | "loadAll" | "search"> {}

const NONE: Shown = { items: [], segments: [], hasOlder: false, isLoading: false };
const nothing = () => Promise.resolve(0);

/**
 * The transcript of a session with the part `history`; empty until there is a session.
 * @example
 * ```tsx
 * const { items, hasOlder, loadOlder } = useTranscript(session);
 * ```
 */
export function useTranscript(
  session: { readonly transcript: SessionTranscript } | undefined,
): UsedTranscript {
  const transcript = session?.transcript;
  const shown = useSnapshot(
    transcript,
    ({ items, segments, hasOlder, isLoading }) => ({ items, segments, hasOlder, isLoading }),
    NONE,
  );
  return {
    ...shown,
    loadOlder: transcript?.loadOlder ?? nothing,
    loadAll: transcript?.loadAll ?? nothing,
    search: transcript?.search ?? (() => []),
  };
}
