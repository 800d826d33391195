/** A content type without what all those of the service begin with. */
export const shortType = (contentType: string): string =>
  contentType.replace(/^application\/vnd\.amazonaws\.connect\./, "");
