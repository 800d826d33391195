/** What the application's middleware leaves for its handlers. */
export interface AppEnv {
  Variables: {
    /** The request's body as text. */
    body: string;
    requestId: string;
  };
}
