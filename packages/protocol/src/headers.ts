/** Header names of the participant service, in lower case. */
export const HEADERS = {
  bearer: "x-amz-bearer",
  userAgent: "x-amz-user-agent",
  errorType: "x-amzn-errortype",
  requestId: "x-amzn-requestid",
} as const;
