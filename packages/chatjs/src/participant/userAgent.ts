/** The user agent of each request. What it cannot hold becomes `-`, sign by sign. */
export const userAgentOf = (version: string, suffix?: string | null): string =>
  `AmazonConnect-ChatJS/${version}${suffix ? `-${suffix}` : ""}`.replace(/[^!$%&'*+\-.^`|~\w/]/g, "-");
