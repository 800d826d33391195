/** As much of React's renderer without a screen as the tests use; it brings no types. */
declare module "react-test-renderer" {
  import type { ReactNode } from "react";

  interface ShownElement {
    readonly type: unknown;
    readonly props: Readonly<Record<string, any>>;
    readonly children: readonly (ShownElement | string)[];
    /** Throws unless one element matches. */
    find(matches: (element: ShownElement) => boolean): ShownElement;
    findAll(matches: (element: ShownElement) => boolean): readonly ShownElement[];
  }
  export function create(element: ReactNode): { readonly root: ShownElement; unmount(): void };
}
