import type { FakeService } from "./fakeService.js";

/** Paths of the two requests beside the upload itself, which goes to `/upload`. */
export const START = "/participant/start-attachment-upload";
export const COMPLETE = "/participant/complete-attachment-upload";

/** The client tokens of all requests to a path, in order. */
export const tokensTo = (service: FakeService, path: string): readonly unknown[] =>
  service.requestsTo(path).map(({ body }) => body["ClientToken"]);

/** Answers `times` requests wrongly, then as ever. */
export function spoil(service: FakeService, path: string, times: number, answer: () => object): void {
  let left = times;
  service.answers.set(path, () => {
    if (--left <= 0) service.answers.delete(path);
    return answer();
  });
}

/** An answer that does not come. */
export const lost = (): never => {
  throw new TypeError("lost");
};

/** Gives the same place for the same token, as the service does. */
export function rememberPlaces(service: FakeService): void {
  const places = new Map<string, string>();
  service.answers.set(START, ({ body = "{}" }) => {
    const { ClientToken } = JSON.parse(body) as { ClientToken: string };
    const AttachmentId = places.get(ClientToken) ?? `place-${places.size + 1}`;
    places.set(ClientToken, AttachmentId);
    return { body: { AttachmentId, UploadMetadata: { Url: "https://storage.example/upload" } } };
  });
}
