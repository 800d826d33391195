/** As much of jsdom as the tests use; it brings no types. */
declare module "jsdom" {
  export class JSDOM {
    constructor(html?: string, options?: { readonly pretendToBeVisual?: boolean });
    readonly window: Window & typeof globalThis;
  }
}
