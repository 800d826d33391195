declare const __CHATJS_VERSION__: string;

/** This library's version, as its package.json states it. */
export const VERSION: string = __CHATJS_VERSION__;
