/** Where the chats of these pages take place. */
export interface Backend {
  readonly kind: "emulator" | "aws";
  /** AWS region of the instance. */
  readonly region: string;
  /** Base URL of the participant service; without one it is that of the region. */
  readonly endpoint: string | undefined;
}

/**
 * Reads it from the page's root element, where the server of `npm start -- --aws` has written it; the emulator's pages say nothing.
 * @param data the element's `data-` attributes
 * @param origin the page's own, which is where an emulator is
 */
export function readBackend(data: Readonly<Record<string, string | undefined>>, origin: string): Backend {
  const { backend, region, endpoint } = data;
  return backend === "aws" && region
    ? { kind: "aws", region, endpoint }
    : { kind: "emulator", region: "us-west-2", endpoint: origin };
}
