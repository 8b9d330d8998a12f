"""SimPy's turn in the benchmarks; bench/support/child.mjs says what a contender's program does.

    python3 contender.py <model> <parameters> [<file of draws>]

The hold model is told by processes, which is what SimPy's documentation teaches, and by callbacks on timeouts, which is its
cheapest form; PHOLD and the timers by callbacks, M/M/1 by processes. SimPy cannot cancel a timeout: one that is no longer wanted is ignored when it is due.
Times are whole microseconds except in M/M/1, where they are seconds.
"""

import gc
import json
import platform
import random
import sys
import time
from array import array

import simpy

MASK = (1 << 16) - 1


def tables(path):
    """The tables of draws that the file holds, as lists of whole numbers."""
    numbers = array("d")
    with open(path, "rb") as file:
        numbers.frombytes(file.read())
    size = MASK + 1
    return [[int(number) for number in numbers[at : at + size]] for at in range(0, len(numbers), size)]


def checksum(counts):
    return sum(count * (index + 1) for index, count in enumerate(counts))


def hold(draws, pending, **_):
    distance, first = draws
    env = simpy.Environment()
    drawn = 0

    def held(_event):
        nonlocal drawn
        env.timeout(distance[drawn & MASK]).callbacks.append(held)
        drawn += 1

    for number in range(pending):
        env.timeout(first[number & MASK]).callbacks.append(held)

    def run(operations):
        before = drawn
        env.run(until=env.now + round(operations / pending * 1e6))
        return {"count": drawn - before, "pending": pending}

    return run


def hold_processes(draws, pending, **_):
    distance, first = draws
    env = simpy.Environment()
    drawn = 0

    def holder(number):
        nonlocal drawn
        yield env.timeout(first[number & MASK])
        while True:
            drawn += 1
            yield env.timeout(distance[(drawn - 1) & MASK])

    for number in range(pending):
        env.process(holder(number))

    def run(operations):
        before = drawn
        env.run(until=env.now + round(operations / pending * 1e6))
        return {"count": drawn - before, "pending": pending}

    return run


def phold(draws, processes, messages, lookaheadMs, meanMs):
    delay, target = draws
    env = simpy.Environment()
    received = [0] * processes
    drawn = 0

    def send():
        nonlocal drawn
        env.timeout(delay[drawn & MASK], target[drawn & MASK]).callbacks.append(arrived)
        drawn += 1

    def arrived(event):
        received[event._value] += 1
        send()

    for _ in range(processes * messages):
        send()
    rate = processes * messages * 1000 / (lookaheadMs + meanMs)

    def run(operations):
        before = drawn
        env.run(until=env.now + round(operations / rate * 1e6))
        return {"count": drawn - before, "pending": processes * messages, "checksum": checksum(received)}

    return run


def mm1(_draws, load):
    random.seed(1)
    env = simpy.Environment()
    desk = simpy.Resource(env, capacity=1)
    count = 0
    total = 0.0

    def customer():
        nonlocal count, total
        arrival = env.now
        with desk.request() as request:
            yield request
            count += 1
            total += env.now - arrival
            yield env.timeout(random.expovariate(1 / load))

    def source():
        while True:
            env.process(customer())
            yield env.timeout(random.expovariate(1))

    env.process(source())

    def run(customers):
        before = count
        env.run(until=env.now + customers)
        return {"count": count - before, "customers": count, "meanWait": total / count}

    return run


def timers(draws, connections, timeoutUs, usePeriodUs):
    (used,) = draws
    env = simpy.Environment()
    current = [0] * connections
    armed = cancelled = fired = drawn = 0

    def arm(connection):
        nonlocal armed
        armed += 1
        current[connection] = armed
        env.timeout(timeoutUs, (connection, armed)).callbacks.append(expired)

    def expired(event):
        nonlocal fired
        connection, number = event._value
        if current[connection] == number:
            fired += 1
            arm(connection)

    def connection_used(_event):
        nonlocal drawn, cancelled
        connection = used[drawn & MASK]
        drawn += 1
        cancelled += 1
        arm(connection)
        env.timeout(usePeriodUs).callbacks.append(connection_used)

    for connection in range(connections):
        arm(connection)
    env.timeout(usePeriodUs).callbacks.append(connection_used)

    def run(operations):
        before = armed
        env.run(until=env.now + operations * usePeriodUs)
        counts = {"armed": armed, "cancelled": cancelled, "fired": fired}
        return {"count": armed - before, "pending": len(env._queue), **counts}

    return run


MODELS = {"hold": hold, "holdProcesses": hold_processes, "phold": phold, "mm1": mm1, "timers": timers}


def main():
    if sys.argv[1] == "--version":
        print(f"SimPy {simpy.__version__}, CPython {platform.python_version()}")
        return
    model, parameters = sys.argv[1], json.loads(sys.argv[2])
    draws = tables(sys.argv[3]) if len(sys.argv) > 3 else []
    run = MODELS[model](draws, **parameters)
    gc.collect()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        start = time.perf_counter_ns()
        result = run(int(line))
        print(json.dumps({"nanos": time.perf_counter_ns() - start, **result}), flush=True)


if __name__ == "__main__":
    main()
