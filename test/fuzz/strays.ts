/** What went astray in this process: rejections that nobody handled, and exceptions that nobody caught. */
export interface Strays {
  /** What went astray since the last call. */
  take(): readonly unknown[];
  stop(): void;
}

export function watchStrays(): Strays {
  let seen: unknown[] = [];
  const note = (reason: unknown) => void seen.push(reason);
  const kinds = ["unhandledRejection", "uncaughtException"] as const;
  for (const kind of kinds) process.on(kind, note);
  return {
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    stop() {
      for (const kind of kinds) process.off(kind, note);
    },
  };
}
