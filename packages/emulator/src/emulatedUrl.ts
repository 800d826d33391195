import { ticketIdOf } from "./gateway/socketUrl.js";

/** Which requests of a page are the emulator's. */
export interface EmulatedUrls {
  /**
   * Where the page asks its own backend for a chat; the emulator answers in its place as `POST /start-chat` does. Text that begins with
   * a slash is a path of any host, other text a whole URL, each without its query.
   * @defaultValue "/start-chat"
   */
  readonly startChatUrl?: string | RegExp | undefined;
}

const startChatPath = "/start-chat";
/** What the emulator answers under whatever host; a slash at the end stands for all below it. */
const paths = [
  "/participant/",
  "/bucket/",
  "/emulator/",
  "/csm/put-metrics",
  startChatPath,
  "/startChatContact",
];

const isStartChat = ({ href, origin, pathname }: URL, wanted: string | RegExp): boolean => {
  if (wanted instanceof RegExp) return href.search(wanted) >= 0;
  return wanted === (wanted.startsWith("/") ? pathname : origin + pathname);
};

/**
 * The URL under which the emulator answers a request of a page; undefined for one that is somebody else's. The host is kept: whether
 * it is the page's own, or that of the participant service in a region, makes no difference.
 */
export function emulatedUrl(url: URL, { startChatUrl = startChatPath }: EmulatedUrls = {}): URL | undefined {
  if (isStartChat(url, startChatUrl)) return new URL(startChatPath, url);
  const isOurs = paths.some(
    (path) => url.pathname === path || (path.endsWith("/") && url.pathname.startsWith(path)),
  );
  return isOurs ? url : undefined;
}

/** Whether a socket's URL came from the emulator. */
export const isEmulatedSocket = ({ pathname, search }: URL): boolean => ticketIdOf(pathname + search) !== "";
