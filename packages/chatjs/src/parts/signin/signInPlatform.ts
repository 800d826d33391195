/** A window of its own. */
export interface Popup {
  readonly closed: boolean;
  /** Leads it to another address. */
  go(url: string): void;
  /** Closes it, where it shows a page of this one's origin, or none yet: browsers do not let it go otherwise. */
  close(): void;
}

/** Where a page can keep texts: `sessionStorage` and the like. */
export interface SignInStorage {
  /** Null where nothing is kept. */
  getItem(key: string): string | null;
  /** May throw where it is full, or forbidden. */
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What signing in needs of the world, beside the platform of the session. */
export interface SignInPlatform {
  /** Opens an empty window; undefined where it is blocked, or there are no windows. To be called in a click. */
  openPopup(features: string): Popup | undefined;
  /** Leads this page to another address. */
  leave(url: string): void;
  /** Address of this page. */
  address(): string;
  /** The page's `sessionStorage`; undefined where there is none, or it may not be used. */
  storage(): SignInStorage | undefined;
}

interface PageWindow {
  open?(url: string, target: string, features: string): Window | null;
  readonly location?: { readonly href: string; assign(url: string): void };
  readonly sessionStorage?: SignInStorage;
}

/** Whether the page may do something with a window: not while it shows another origin's page. */
function isOwn({ location }: Window): boolean {
  try {
    return location.href !== "";
  } catch {
    return false;
  }
}

/** The globals of a page, looked up when they are needed. */
export function createSignInPlatform(): SignInPlatform {
  const page = globalThis as unknown as PageWindow;
  return {
    openPopup(features) {
      const popup = page.open?.("about:blank", "_blank", features);
      if (!popup) return undefined;
      // The page that signs in must not reach this one.
      popup.opener = null;
      return {
        get closed() {
          return popup.closed;
        },
        go: (url) => popup.location.replace(url),
        close() {
          if (isOwn(popup)) popup.close();
        },
      };
    },
    leave: (url) => page.location?.assign(url),
    address: () => page.location?.href ?? "",
    storage() {
      try {
        return page.sessionStorage;
      } catch {
        // Where cookies are blocked, reading it throws.
        return undefined;
      }
    },
  };
}
