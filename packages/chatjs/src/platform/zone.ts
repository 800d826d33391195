/** What zone.js, Angular's, tells of the zone that runs. */
interface Zone {
  run(callback: unknown, applyThis: undefined, applyArgs: readonly unknown[]): unknown;
}

/**
 * A callback of the page, bound to the zone that it is given in: what happens outside of Angular's does not show in its pages, and
 * sockets and native promises lead out of it.
 */
export function inZone<Arguments extends readonly unknown[]>(
  callback: (...args: Arguments) => unknown,
): typeof callback {
  const zone = (globalThis as { readonly Zone?: { readonly current?: Partial<Zone> } }).Zone?.current;
  return zone?.run ? (...args) => (zone as Zone).run(callback, undefined, args) : callback;
}
