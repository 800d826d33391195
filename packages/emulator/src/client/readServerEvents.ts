/** Reads server-sent events until the stream ends, or `signal` ends it; calls back with name and data of each one. */
export async function readServerEvents(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  onEvent: (name: string, data: string) => void,
): Promise<void> {
  const reader = stream.getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", cancel);
  // It may have come while the stream was opened.
  if (signal.aborted) cancel();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const [, name, data] = /^event: ([^\n]*)\ndata: ([^\n]*)$/.exec(event) ?? [];
        if (name !== undefined && data !== undefined && !signal.aborted) onEvent(name, data);
      }
    }
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
