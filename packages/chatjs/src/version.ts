declare const __CHATJS_VERSION__: string | undefined;

/** This library's version, as its package.json states it; `source` where nothing built it. */
export const VERSION: string = typeof __CHATJS_VERSION__ === "string" ? __CHATJS_VERSION__ : "source";
