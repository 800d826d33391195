/** The body of a request as text; undefined when it is longer than `maxSizeBytes`. */
export async function readRequestBody(request: Request, maxSizeBytes: number): Promise<string | undefined> {
  if (!request.body) return "";
  if (Number(request.headers.get("content-length") ?? 0) > maxSizeBytes) return undefined;
  const decoder = new TextDecoder();
  const reader = request.body.getReader();
  let text = "";
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    sizeBytes += value.length;
    if (sizeBytes > maxSizeBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
