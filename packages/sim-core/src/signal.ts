/**
 * How a lower package tells an upper one: the upper one subscribes while the model is built, the lower one emits.
 * Listeners run at once, inside the event that emits, in the order of their subscription.
 */
export class Signal<News> {
  private readonly listeners: ((news: News) => void)[] = [];

  subscribe(listener: (news: News) => void): void {
    this.listeners.push(listener);
  }

  emit(news: News): void {
    for (const listener of this.listeners) listener(news);
  }
}
