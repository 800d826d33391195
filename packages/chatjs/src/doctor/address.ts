import { ok, problem, warning } from "./finding.js";
import type { Ailment, Finding } from "./finding.js";
import { shown } from "./ask.js";

const check = "address";
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether a URL is encrypted, or of this machine. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));

/** A URL; undefined for what is none. */
export function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

/** What is wrong with a URL; undefined where nothing is. */
export function urlAilment(what: string, given: string): Ailment | undefined {
  const url = parse(given);
  if (!url || !/^https?:$/.test(url.protocol))
    return { message: `the ${what} is no absolute URL`, fix: "begin it with https://" };
  if (url.username || url.password)
    return { message: `the ${what} has a user name or password in it`, fix: "take them out" };
  if (!isSafe(url))
    return {
      message: `the ${what} is not encrypted (${shown(given)})`,
      fix: "use https; http is for this machine alone",
    };
  return undefined;
}

/** Looks at the spelling of region and endpoint, before anything is asked. */
export function checkAddress(region: string, endpoint: string): Finding {
  if (!REGION.test(region))
    return problem(check, {
      message: "the region has not the form of one",
      fix: 'name the region of the Amazon Connect instance as AWS does, such as "us-west-2"',
    });
  const ailment = urlAilment("endpoint", endpoint);
  if (ailment) return problem(check, ailment);
  const { hostname, search, hash } = new URL(endpoint);
  if (search || hash)
    return problem(check, {
      message: "the endpoint has a query or a fragment",
      fix: "end it with the host or a path",
    });
  const [, other] = /\.connect\.([a-z\d-]+)\.amazonaws\.com/.exec(hostname) ?? [];
  if (other !== undefined && other !== region)
    return warning(check, {
      message: `the endpoint is of ${other}, and the region is ${region}`,
      fix: "name one region in both, the one of the Amazon Connect instance",
    });
  return ok(check, `region ${region}, ${shown(endpoint)}`);
}
