/** Calls a listener whose errors are its own, and not of whoever has news for it. */
export function tell<News>(listener: (news: News) => void, news: News): void {
  try {
    listener(news);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
