import { isObject } from "../lib/isObject.js";
import { VERSION } from "../version.js";
import { ok, problem, skipped, warning } from "./finding.js";
import type { Finding } from "./finding.js";
import type { Place } from "./place.js";

const check = "scripts";
const CHATJS_SCRIPT = /amazon-connect-chat[^/]*\.js(\?|$)/;
const STREAMS_SCRIPT = /connect-streams[^/]*\.js(\?|$)/;
/** The oldest amazon-connect-streams that the library is tested with. */
const OLDEST_STREAMS = [2, 18] as const;

interface PageDocument {
  readonly scripts?: Iterable<{ readonly src: string }>;
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_STREAMS;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Looks at what has put itself on `window.connect`: which ChatJS, which Streams, and whether one came twice. */
export function checkScripts({ platform: { globals }, pageOrigin }: Place): Finding {
  if (pageOrigin === undefined) return skipped(check, "this is no page");
  const { scripts } = globals["document"] as PageDocument;
  const sources = [...(scripts ?? [])].map(({ src }) => src);
  const twice = (
    [
      ["ChatJS", CHATJS_SCRIPT],
      ["amazon-connect-streams", STREAMS_SCRIPT],
    ] as const
  ).find(([, pattern]) => sources.filter((src) => pattern.test(src)).length > 1);
  if (twice)
    return problem(check, {
      message: `the page loads ${twice[0]} more than once; the first one to come keeps window.connect`,
      fix: "leave one script element of it",
    });
  const connect = globals["connect"];
  if (!isObject(connect)) return skipped(check, "nothing is on window.connect");
  const streams = textOf(connect["version"]);
  const chatJS = connect["ChatJS"];
  const version = isObject(chatJS) ? textOf(chatJS["version"]) : undefined;
  if (connect["ChatSession"] === undefined)
    return warning(check, {
      message: "window.connect is there, without ChatJS: chats in Streams have no media controller",
      fix: "load amazon-connect-chatjs before the first contact comes",
    });
  if (version !== VERSION)
    return warning(check, {
      message: `the page runs ChatJS ${version ?? "of unknown version"}, and this doctor is of ${VERSION}`,
      fix: "load one version; look for a copy in a second script or in another bundle",
    });
  if (streams !== undefined && isOld(streams))
    return warning(check, {
      message: `the page runs amazon-connect-streams ${streams}, which this ChatJS is not tested with`,
      fix: `use ${OLDEST_STREAMS.join(".")} or later`,
    });
  return ok(check, `ChatJS ${version}${streams === undefined ? "" : `, amazon-connect-streams ${streams}`}`);
}
