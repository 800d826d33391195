/** The bytes of a request's body; undefined when there are more than `maxSizeBytes`. */
export async function readRequestBytes(
  request: Request,
  maxSizeBytes: number,
): Promise<Uint8Array | undefined> {
  if (!request.body) return new Uint8Array();
  if (Number(request.headers.get("content-length") ?? 0) > maxSizeBytes) return undefined;
  const reader = request.body.getReader();
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    sizeBytes += value.length;
    if (sizeBytes > maxSizeBytes) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(value);
  }
  const bytes = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

/** The same as text. */
export async function readRequestBody(request: Request, maxSizeBytes: number): Promise<string | undefined> {
  const bytes = await readRequestBytes(request, maxSizeBytes);
  return bytes && new TextDecoder().decode(bytes);
}
