import { ConnectionCut } from "./faults/connectionCut.js";

/** Reads a body that does not say how long it is. */
async function readStream(
  body: ReadableStream<Uint8Array>,
  maxSizeBytes: number,
): Promise<Uint8Array | undefined> {
  const reader = body.getReader();
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

async function readBytes(request: Request, maxSizeBytes: number): Promise<Uint8Array | undefined> {
  const length = request.headers.get("content-length");
  if (length === null) return request.body ? readStream(request.body, maxSizeBytes) : new Uint8Array();
  if (Number(length) > maxSizeBytes) return undefined;
  // Node lets no more through than was said, and reads it much faster at once than as a stream.
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.length > maxSizeBytes ? undefined : bytes;
}

/**
 * The bytes of a request's body; undefined when there are more than `maxSizeBytes`.
 * @throws ConnectionCut when the client went away before it had sent all of it.
 */
export async function readRequestBytes(
  request: Request,
  maxSizeBytes: number,
): Promise<Uint8Array | undefined> {
  try {
    return await readBytes(request, maxSizeBytes);
  } catch {
    // Nobody is there to be answered.
    throw new ConnectionCut();
  }
}

/** The same as text. */
export async function readRequestBody(request: Request, maxSizeBytes: number): Promise<string | undefined> {
  const bytes = await readRequestBytes(request, maxSizeBytes);
  return bytes && new TextDecoder().decode(bytes);
}
