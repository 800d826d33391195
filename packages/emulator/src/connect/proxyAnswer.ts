import type { ServiceError } from "../operations/serviceError.js";

/** The proxy's form of a chat that was started. */
export const proxyResultBody = (
  startChatResult: object,
  supportedTypes: readonly string[] | undefined,
): object => ({
  data: {
    startChatResult,
    ...(supportedTypes && {
      featurePermissions: { MESSAGING_MARKDOWN: supportedTypes.includes("text/markdown") },
    }),
  },
});

/** The proxy's form of a failure. */
export const proxyErrorBody = (
  error: ServiceError,
  { requestId, time }: { readonly requestId: string; readonly time: string },
): object => ({
  data: {
    Error: {
      message: error.message,
      code: error.type,
      time,
      requestId,
      statusCode: error.status,
      retryable: error.status >= 500 || error.status === 429,
    },
  },
});
