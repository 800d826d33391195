/**
 * Calls back when the person may have begun to look at the page.
 * @returns the way to stop it
 */
export function onLook(callback: () => void): () => void {
  const stopping = new AbortController();
  for (const type of ["focus", "visibilitychange"])
    // Visibility is told to the document, and bubbles.
    addEventListener(type, callback, { signal: stopping.signal });
  return () => stopping.abort();
}
