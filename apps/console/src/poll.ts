/** Does something now and then, each time after the time before is over; it waits while nobody looks at the page. */
export function poll(action: () => Promise<void>, everyMs: number): { now(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  const run = async () => {
    clearTimeout(timer);
    if (isBusy) return;
    isBusy = true;
    // That the emulator is away is said elsewhere on the page.
    if (!document.hidden) await action().catch(() => undefined);
    isBusy = false;
    timer = setTimeout(() => void run(), everyMs);
  };
  document.addEventListener("visibilitychange", () => void run());
  void run();
  return { now: () => void run() };
}
