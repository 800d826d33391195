import type { LoggerConfig } from "./logger.js";

export interface MessageReceiptsConfig {
  /** False switches off the receipts that `sendEvent` sends; those of others still come. @defaultValue true */
  readonly shouldSendMessageReceipts?: boolean | undefined;
  /** Milliseconds between two receipts of a kind. 0 means the default. @defaultValue 5000 */
  readonly throttleTime?: number | undefined;
}

/**
 * What `setGlobalConfig` takes. Keys that a call does not name keep their value; a falsy region, endpoint, suffix, stage or
 * cell counts as not named.
 */
export interface GlobalConfig {
  /** AWS region of the Amazon Connect instance. @defaultValue "us-west-2" */
  readonly region?: string | null | undefined;
  /** Base URL of the participant service, with or without a path, for an emulator or a proxy: https, or http of this machine. */
  readonly endpoint?: string | null | undefined;
  /** Where log lines go. It replaces the one before. @defaultValue nowhere */
  readonly loggerConfig?: LoggerConfig | null | undefined;
  /** Appended to the user agent of each request; characters that a user agent cannot hold become `-`. */
  readonly customUserAgentSuffix?: string | null | undefined;
  readonly webSocketManagerConfig?:
    | {
        /** Is the network there? A hint for reconnects. @defaultValue what `navigator.onLine` says */
        readonly isNetworkOnline?: (() => boolean | Promise<boolean>) | null | undefined;
      }
    | null
    | undefined;
  /** Receipts; or a list of feature flags, which replaces the one there is, but for that of receipts. */
  readonly features?:
    | { readonly messageReceipts?: MessageReceiptsConfig | null | undefined }
    | readonly string[]
    | null
    | undefined;
  /** Client-side metrics of customers' sessions. Members that a call does not name keep their value. */
  readonly csmConfig?:
    | {
        /** The dimension `WidgetType` of each metric. @defaultValue "CustomChatWidget" */
        readonly widgetType?: string | undefined;
        /**
         * URL that batches are posted to, on pages without a global `csm`: https, or http of this machine; null for none.
         * @defaultValue none: nothing is sent
         */
        readonly endpoint?: string | null | undefined;
      }
    | null
    | undefined;
  /** @defaultValue "prod" */
  readonly stage?: string | null | undefined;
  /** @defaultValue "1" */
  readonly cell?: string | null | undefined;
  /** Taken and kept for older pages; nothing reads it. */
  readonly reconnect?: boolean | null | undefined;
  /** Older name of `features.messageReceipts.throttleTime`, which wins. */
  readonly throttleTime?: number | null | undefined;
}
