/** A promise that was not kept. */
export interface Violation {
  /** The name of the promise. */
  readonly invariant: string;
  readonly who: string;
  readonly detail: string;
}
