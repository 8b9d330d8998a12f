/**
 * A stock of something that is counted or measured: fuel in a tank, credits in a pool. Who takes more than there is
 * waits until it is; who adds more than fits waits until it does. Both lines are first come, first served: a large
 * amount at the head is not overtaken by a small one.
 */
import { assert } from "../assert.js";
import type { Simulation } from "../simulation.js";
import { ArrivalLine, Queued } from "./line.js";

/** How much the container holds, at most and at first. */
export interface ContainerOptions {
  /** The most it holds; without bound unless said otherwise. */
  readonly capacity?: number;
  /** What it holds at first; 0 unless said otherwise. */
  readonly level?: number;
}

/** An amount that is to be added or taken. */
export class Transfer extends Queued<void> {
  /** @internal Made by {@link Container.put} and {@link Container.get}. */
  constructor(
    private readonly container: Container,
    readonly amount: number,
    private readonly line: ArrivalLine<Transfer>,
  ) {
    super(container.sim);
  }

  protected leaveLine(): void {
    this.line.leave(this);
    this.container.serve(); // It may have stood in the way of smaller ones.
  }
}

/** A stock that is counted or measured; who finds too little, or too little room, waits. */
export class Container {
  readonly capacity: number;
  private current: number;
  private readonly puts = new ArrivalLine<Transfer>();
  private readonly gets = new ArrivalLine<Transfer>();

  constructor(
    readonly sim: Simulation<unknown>,
    { capacity = Infinity, level = 0 }: ContainerOptions = {},
  ) {
    assert(capacity > 0, `A container cannot have a capacity of ${capacity}`);
    assert(level >= 0 && level <= capacity, `A container of ${capacity} cannot hold ${level}`);
    this.capacity = capacity;
    this.current = level;
  }

  /** What it holds at present. */
  get level(): number {
    return this.current;
  }

  /** Adds `amount` as soon as there is room for all of it. */
  put(amount: number): Transfer {
    return this.transfer(amount, this.puts);
  }

  /** Takes `amount` as soon as there is that much. */
  get(amount: number): Transfer {
    return this.transfer(amount, this.gets);
  }

  /** @internal Each amount that is added may let another be taken, and the other way round. */
  serve(): void {
    for (;;) {
      const put = this.puts.first;
      const get = this.gets.first;
      if (put !== undefined && this.current + put.amount <= this.capacity) {
        this.complete(put, this.puts, put.amount);
      } else if (get !== undefined && get.amount <= this.current) {
        this.complete(get, this.gets, -get.amount);
      } else return;
    }
  }

  private transfer(amount: number, line: ArrivalLine<Transfer>): Transfer {
    assert(
      amount > 0 && amount <= this.capacity,
      `A container of ${this.capacity} never transfers ${amount}`,
    );
    const transfer = new Transfer(this, amount, line);
    line.join(transfer);
    this.serve();
    return transfer;
  }

  private complete(transfer: Transfer, line: ArrivalLine<Transfer>, change: number): void {
    line.shift();
    this.current += change;
    transfer.grant(undefined);
  }
}
