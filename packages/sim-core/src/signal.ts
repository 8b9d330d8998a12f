/**
 * How a lower package tells an upper one: the upper one subscribes while the model is built, the lower one emits.
 * Listeners run at once, inside the event that emits, in the order of their subscription. A fork has those that its own
 * context function subscribed, and no others.
 */
export class Signal<News> {
  private readonly listeners: ((news: News) => void)[] = [];

  /** Calls `listener` with everything emitted from now on. */
  subscribe(listener: (news: News) => void): void {
    this.listeners.push(listener);
  }

  /** Calls every listener, in the order they subscribed, before it returns. */
  emit(news: News): void {
    for (const listener of this.listeners) listener(news);
  }
}
