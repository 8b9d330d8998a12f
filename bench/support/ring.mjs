/** Numbers, first in, first out: what a queue of customers is in a contender that has none of its own. */
export class Ring {
  items = new Float64Array(1024);
  first = 0;
  size = 0;

  push(item) {
    if (this.size === this.items.length) this.grow();
    this.items[(this.first + this.size) & (this.items.length - 1)] = item;
    this.size += 1;
  }

  shift() {
    const item = this.items[this.first];
    this.first = (this.first + 1) & (this.items.length - 1);
    this.size -= 1;
    return item;
  }

  grow() {
    const inOrder = [...this.items.subarray(this.first), ...this.items.subarray(0, this.first)];
    this.items = new Float64Array(2 * this.items.length);
    this.items.set(inOrder);
    this.first = 0;
  }
}
