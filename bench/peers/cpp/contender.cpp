/**
 * Yardsticks: what a plain C++ program costs, with a slot for each event's handler and payload, and with one of two queues by
 * time and order scheduled. BENCH_QUEUE is `heap`, std::priority_queue, or `ladder`, the queue of our kernel once more. A cancelled
 * event stays in the queue until it is due.
 */
#include <queue>
#include <random>

#include "ladder.h"
#include "models.h"

class HeapQueue {
 public:
  struct Record {
    std::int64_t time;
    std::uint64_t order;
    std::uint32_t slot;
    bool operator<(const Record& other) const {
      return time > other.time || (time == other.time && order > other.order);
    }
  };

  void push(std::int64_t time, std::uint32_t slot) { queue.push({time, order++, slot}); }
  const Record* peek() { return queue.empty() ? nullptr : &queue.top(); }
  void pop() { queue.pop(); }

 private:
  std::uint64_t order = 0;
  std::priority_queue<Record> queue;
};

template <class Queue>
class Kernel {
 public:
  using Handler = void (*)(std::int64_t);
  struct Handle {
    std::uint32_t slot = 0;
    std::uint64_t number = 0;
  };

  static std::int64_t now() { return clock; }

  static Handle after(std::int64_t delay, Handler handler, std::int64_t payload) {
    const auto slot = takeSlot();
    slots[slot] = {handler, payload, scheduled, true};
    queue.push(clock + delay, slot);
    return {slot, scheduled++};
  }

  static void cancel(Handle handle) {
    if (slots[handle.slot].number == handle.number) slots[handle.slot].live = false;
  }

  static void runFor(std::int64_t distance) {
    const auto until = clock + distance;
    for (auto next = queue.peek(); next != nullptr && next->time <= until; next = queue.peek()) {
      const auto slot = next->slot;
      clock = next->time;
      queue.pop();
      const Slot event = slots[slot];
      freeSlots.push_back(slot);
      if (event.live) event.handler(event.payload);
    }
    clock = until;
  }

  /** The stream is 0 or 1. */
  static std::int64_t exponential(int stream, double mean) {
    static std::mt19937_64 generators[2] = {std::mt19937_64(1), std::mt19937_64(2)};
    static std::exponential_distribution<double> unit;
    return std::int64_t(mean * unit(generators[stream]) + 0.5);
  }

 private:
  struct Slot {
    Handler handler;
    std::int64_t payload;
    std::uint64_t number;
    bool live;
  };

  static std::uint32_t takeSlot() {
    if (freeSlots.empty()) {
      slots.push_back({});
      return std::uint32_t(slots.size() - 1);
    }
    const auto slot = freeSlots.back();
    freeSlots.pop_back();
    return slot;
  }

  static inline std::int64_t clock = 0;
  static inline std::uint64_t scheduled = 1;
  static inline std::vector<Slot> slots;
  static inline std::vector<std::uint32_t> freeSlots;
  static inline Queue queue;
};

int main(int argc, char** argv) {
  const char* queue = std::getenv("BENCH_QUEUE");
  if (queue != nullptr && std::string(queue) == "ladder") return serveModel<Kernel<LadderQueue>>(argc, argv);
  return serveModel<Kernel<HeapQueue>>(argc, argv);
}
