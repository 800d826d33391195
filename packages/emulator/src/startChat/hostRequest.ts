/** A request in a form that every kind of server has. */
export interface HostRequest {
  readonly method: string;
  readonly headers: Headers;
  /** Name and port that the request was sent to. */
  readonly host: string;
  /** Resolves with the body's text; with undefined when it is longer than allowed. */
  readBody(maxSizeBytes: number): Promise<string | undefined>;
}

/** Its answer. */
export interface HostAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type AnswerRequest = (request: HostRequest) => Promise<HostAnswer>;
