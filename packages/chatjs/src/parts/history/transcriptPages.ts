import { IllegalArgumentError } from "../../errors.js";
import { untilAborted } from "../../platform/abort.js";
import { createObservedValue } from "../../session/observedValue.js";
import type { OnChange } from "../../session/observedValue.js";
import type { GetTranscriptResult } from "../../session/callTypes.js";
import type { ChatTranscriptUpdatedEvent } from "../../session/eventTypes.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";
import { exportTranscript } from "./exportTranscript.js";
import type { ExportOptions, TranscriptFormat } from "./exportTranscript.js";
import { searchIn } from "./search.js";
import type { SearchQuery } from "./search.js";
import { segmentsOf, withOlder } from "./segments.js";
import type { TranscriptSegment } from "./segments.js";

export interface LoadOptions {
  /** Items a page, 1 to 100. @defaultValue 50 */
  readonly maxResults?: number | undefined;
  /** Ends the wait: what is being read comes in nevertheless. Aborted before, nothing is read. */
  readonly signal?: AbortSignal | undefined;
}

/** How far a session's transcript is known. */
export interface TranscriptState {
  /** In order of time; what is being sent is last. The same array until something changes. */
  readonly items: readonly TranscriptItem[];
  /** Whether something older is left to load; false before anything was read. */
  readonly hasOlder: boolean;
  readonly isLoading: boolean;
}

/** A session's transcript, as far as it is known, and the way to the rest. */
export interface SessionTranscript extends TranscriptState {
  /** The items by contact: those of earlier chats, where the chat is persistent, are marked. The same array until something changes. */
  readonly segments: readonly TranscriptSegment[];
  /**
   * Reads the page before the oldest item, or the next one that has something. Calls at the same time share it.
   * @returns how many items came; 0 when none is left
   * @throws ChatError (rejection) as `getTranscript`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetTranscript.html
   */
  loadOlder(options?: LoadOptions): Promise<number>;
  /**
   * Reads all pages, and stops when `maxItems` are known.
   * @param options `maxItems` is 10,000 unless given
   * @returns how many items came
   * @throws ChatError (rejection) as `getTranscript`; what was read before stays
   */
  loadAll(options?: LoadOptions & { readonly maxItems?: number | undefined }): Promise<number>;
  /**
   * Looks through the items that are known, texts of interactive messages and names of files too. An empty text finds nothing.
   * @throws IllegalArgumentError
   */
  search(query: SearchQuery): readonly TranscriptItem[];
  /**
   * Writes the items that are known as text, as JSON (`{"items": [...]}`) or as a page of its own.
   * @throws IllegalArgumentError for another format
   */
  export(format: TranscriptFormat, options?: ExportOptions): string;
  /** Calls back after each change of `items`, `hasOlder` or `isLoading`, with these and those before. */
  readonly onChange: OnChange<TranscriptState>;
}

export interface TranscriptPagesOptions {
  readPage(input: {
    readonly maxResults: number;
    readonly nextToken?: string | undefined;
  }): Promise<{ readonly data: GetTranscriptResult }>;
  reportError(error: unknown): void;
}

/** What the session tells of its transcript, and its pages. */
export interface TranscriptPages {
  readonly transcript: SessionTranscript;
  updated(data: ChatTranscriptUpdatedEvent["data"]): void;
  /** There may be something older than what was the beginning: the page that begins with that says so. */
  lookAgain(): Promise<void>;
  /** There may be by now: `established` looks. */
  lookLater(): void;
  /** There is a connection: looks where it is still to be done, as the service has failed before. */
  established(): void;
}

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;
const MAX_ITEMS = 10_000;
/** After so many pages without anything new whoever wants more has to ask again. */
const MAX_BARREN_PAGES = 20;

function assertSize(maxResults: number): void {
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > MAX_PAGE_SIZE)
    throw new IllegalArgumentError("unable to load; maxResults must be a number from 1 to 100", maxResults);
}

export function createTranscriptPages(options: TranscriptPagesOptions): TranscriptPages {
  const state = createObservedValue<TranscriptState>(
    { items: [], hasOlder: false, isLoading: false },
    options.reportError,
  );
  const items = () => state.get().items;
  let segments: readonly TranscriptSegment[] | undefined;
  /** Null before anything was read. */
  let nextToken: string | null | undefined = null;
  let loading: Promise<number> | undefined;
  /** Whether the page that was read last begins where the list does. */
  let isAtBeginning = false;
  /** Whether it is still to be seen if there is something older by now, and whether there was nothing before. */
  let isLooking = false;
  let wasWhole = false;

  const show = (next: readonly TranscriptItem[], token: string | null | undefined) => {
    if (next !== items()) segments = undefined;
    nextToken = token;
    state.set({ items: next, hasOlder: Boolean(token), isLoading: loading !== undefined });
  };
  async function readPage(maxResults: number): Promise<number> {
    const asked = nextToken;
    const { data } = await options.readPage({ maxResults, ...(asked && { nextToken: asked }) });
    const given: unknown = data.Transcript;
    const page = Array.isArray(given) ? (given as readonly TranscriptItem[]) : [];
    const older = withOlder(items(), page);
    const count = older.length - items().length;
    loading = undefined;
    isAtBeginning = older[0]?.Id === page[0]?.Id;
    // While the first page was read, the session may have read further.
    show(older, asked || nextToken === null ? data.NextToken : nextToken);
    return count;
  }
  const load = (maxResults: number): Promise<number> => {
    if (loading) return loading;
    if (nextToken !== null && !nextToken) return Promise.resolve(0);
    const page = readPage(maxResults).catch((error: unknown) => {
      loading = undefined;
      show(items(), nextToken);
      throw error;
    });
    loading = page;
    show(items(), nextToken);
    return page;
  };
  /** Reads on where a page brings nothing, too: the service may leave out what is not for this participant. */
  const loadUntil = async (
    isEnough: (count: number) => boolean,
    maxResults: number,
    signal: AbortSignal | undefined,
  ): Promise<number> => {
    assertSize(maxResults);
    let count = 0;
    for (let barren = 0; !isEnough(count) && barren < MAX_BARREN_PAGES;) {
      const came = await untilAborted(signal?.aborted ? Promise.resolve(0) : load(maxResults), signal);
      count += came;
      if (!came) barren += 1;
      if (!nextToken) break;
    }
    return count;
  };

  const transcript: SessionTranscript = {
    get items() {
      return items();
    },
    get segments() {
      return (segments ??= segmentsOf(items()));
    },
    get hasOlder() {
      return state.get().hasOlder;
    },
    get isLoading() {
      return state.get().isLoading;
    },
    loadOlder: ({ maxResults = PAGE_SIZE, signal } = {}) =>
      loadUntil((count) => count > 0, maxResults, signal),
    loadAll: ({ maxResults = MAX_PAGE_SIZE, maxItems = MAX_ITEMS, signal } = {}) =>
      loadUntil(() => items().length >= maxItems, maxResults, signal),
    search: (query) => searchIn(items(), query),
    export: (format, exportOptions) => exportTranscript(items(), format, exportOptions),
    onChange: state.onChange,
  };
  const lookAgain = async () => {
    isLooking = true;
    try {
      await loading;
      if (!nextToken) {
        wasWhole = wasWhole || nextToken === undefined;
        nextToken = null;
        // Through all that is known: what is older begins behind it.
        for (let pages = 0; pages < MAX_BARREN_PAGES; pages++) {
          await load(MAX_PAGE_SIZE);
          if (!wasWhole || !state.get().hasOlder || isAtBeginning) break;
        }
      }
      isLooking = false;
    } catch {
      // Whoever loads something is told.
    }
  };
  return {
    transcript,
    updated({ transcript: next, previousTranscriptNextToken: token }) {
      // The token is that of the page which was read last, by whomever: it leads back where that was no older one.
      const isFurther = (nextToken === null && !isLooking) || next[0]?.Id !== items()[0]?.Id;
      show(next, isFurther && token !== null ? token : nextToken);
    },
    lookAgain,
    lookLater: () => void (isLooking = true),
    established() {
      if (isLooking) void lookAgain();
    },
  };
}
