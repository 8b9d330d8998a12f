/**
 * The queue of packages/sim-core/src/ladder-queue.ts and ladder.ts once more, as plainly as C++ allows: a sorted list of what is near,
 * and behind it a ladder of buckets, chains of 16-record chunks. What it costs here is what that design can cost; what it costs more in
 * JavaScript is the engine's part. The reasons are told there. Without the limits for odd cases: rungs in front, large instants.
 * A record here names its event's slot; there it holds payload, kind and handle by value.
 */
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

class LadderQueue {
 public:
  struct Record {
    std::int64_t time;
    std::uint32_t slot;
  };

  void push(std::int64_t time, std::uint32_t slot) {
    if (time >= boundary) {
      insertFar(time, slot);
      return;
    }
    near.push_back({time, slot});
    std::size_t place = near.size() - 1;
    for (; place > 0 && near[place - 1].time <= time; --place) near[place] = near[place - 1];
    near[place] = {time, slot};
    if (near.size() > NEAR_COUNT_MAX) spill();
  }

  /** The next record; `nullptr` when there is none. */
  const Record* peek() {
    while (near.empty()) {
      if (!refill()) return nullptr;
    }
    return &near.back();
  }

  void pop() { near.pop_back(); }

 private:
  static constexpr std::size_t NEAR_COUNT_MAX = 32;
  static constexpr std::size_t NEAR_COUNT_AFTER_SPILL = 16;
  static constexpr std::int64_t BUCKET_COUNT_MAX = 1'024;
  static constexpr std::int64_t SPLIT_COUNT = 24;
  static constexpr std::int64_t CUT_COUNT = 4;
  static constexpr std::uint32_t CHUNK_LENGTH = 16;
  static constexpr std::int64_t FOREVER = std::numeric_limits<std::int64_t>::max();

  struct Chunk {
    Record records[CHUNK_LENGTH];
    std::int32_t older;
  };

  /** A chain: its latest chunk, and how many records it has in all. */
  struct Chain {
    std::int32_t chunk = -1;
    std::uint32_t count = 0;
  };

  struct Rung {
    std::int64_t start = 0, end = 0;
    int shift = 0;
    std::int64_t bucketCount = 0, current = 0;
    std::vector<Chain> chains = std::vector<Chain>(BUCKET_COUNT_MAX);
  };

  void insertFar(std::int64_t time, std::uint32_t slot) {
    for (std::size_t level = depth; level-- > 0;) {
      Rung& rung = rungs[level];
      if (time < rung.end) {
        append(rung.chains[(time - rung.start) >> rung.shift], {time, slot});
        return;
      }
    }
    topMin = std::min(topMin, time);
    topMax = std::max(topMax, time);
    append(top, {time, slot});
  }

  void spill() {
    std::size_t cut = near.size() - NEAR_COUNT_AFTER_SPILL;
    while (cut < near.size() && near[cut - 1].time == near[cut].time) ++cut;
    const auto start = near[cut - 1].time;
    if (depth > 0) addRung(start, boundary, BUCKET_COUNT_MAX);
    for (std::size_t place = cut; place-- > 0;) insertFar(near[place].time, near[place].slot);
    near.erase(near.begin(), near.begin() + std::ptrdiff_t(cut));
    boundary = start;
  }

  bool refill() {
    for (;;) {
      if (depth == 0) {
        if (top.count == 0) {
          boundary = FOREVER;
          return false;
        }
        const Chain all = top;
        const auto start = topMin, end = topMax + 1;
        top = {};
        topMin = FOREVER;
        topMax = std::numeric_limits<std::int64_t>::min();
        if (all.count <= SPLIT_COUNT) return open(all, end);
        addRung(start, end, all.count);
        scatter(all);
      }
      Rung& rung = rungs[depth - 1];
      while (rung.current < rung.bucketCount && rung.chains[rung.current].count == 0) ++rung.current;
      if (rung.current == rung.bucketCount) {
        --depth;
        continue;
      }
      const Chain chain = rung.chains[rung.current];
      const auto start = rung.start + (rung.current << rung.shift);
      const auto end = std::min(start + (std::int64_t(1) << rung.shift), rung.end);
      rung.chains[rung.current] = {};
      ++rung.current;
      if (chain.count <= SPLIT_COUNT || rung.shift == 0) return open(chain, end);
      addRung(start, end, (chain.count + CUT_COUNT - 1) / CUT_COUNT);
      scatter(chain);
    }
  }

  /** Records come latest first, and those of one instant stay so: the earliest is the last of the list. */
  bool open(Chain chain, std::int64_t end) {
    boundary = end;
    for (auto chunk = chain.chunk; chunk >= 0;) {
      auto fill = (chain.count - 1) % CHUNK_LENGTH + 1;
      chain.count -= fill;
      while (fill-- > 0) takeOver(chunks[chunk].records[fill]);
      chunk = release(chunk);
    }
    return true;
  }

  void takeOver(Record record) {
    near.push_back(record);
    std::size_t place = near.size() - 1;
    for (; place > 0 && near[place - 1].time < record.time; --place) near[place] = near[place - 1];
    near[place] = record;
  }

  void addRung(std::int64_t start, std::int64_t end, std::int64_t count) {
    if (depth == rungs.size()) rungs.emplace_back();
    Rung& rung = rungs[depth++];
    const auto buckets = std::min(BUCKET_COUNT_MAX, count);
    for (rung.shift = 0; (buckets << rung.shift) < end - start;) ++rung.shift;
    rung.start = start;
    rung.end = end;
    rung.current = 0;
    rung.bucketCount = ((end - start - 1) >> rung.shift) + 1;
  }

  /** Spreads a chain over the finest rung, oldest first, so that those of one instant keep their order. */
  void scatter(Chain chain) {
    path.clear();
    for (auto chunk = chain.chunk; chunk >= 0; chunk = chunks[chunk].older) path.push_back(chunk);
    Rung& rung = rungs[depth - 1];
    while (!path.empty()) {
      const auto chunk = path.back();
      path.pop_back();
      const auto fill = path.empty() ? (chain.count - 1) % CHUNK_LENGTH + 1 : CHUNK_LENGTH;
      for (std::uint32_t place = 0; place < fill; ++place) {
        const Record record = chunks[chunk].records[place];
        append(rung.chains[(record.time - rung.start) >> rung.shift], record);
      }
      release(chunk);
    }
  }

  void append(Chain& chain, Record record) {
    const auto place = chain.count % CHUNK_LENGTH;
    if (place == 0) chain.chunk = newChunk(chain.chunk);
    chunks[chain.chunk].records[place] = record;
    ++chain.count;
  }

  std::int32_t newChunk(std::int32_t older) {
    auto chunk = freeChunk;
    if (chunk < 0) {
      chunk = std::int32_t(chunks.size());
      chunks.emplace_back();
    } else {
      freeChunk = chunks[chunk].older;
    }
    chunks[chunk].older = older;
    return chunk;
  }

  /** Returns the next older one. */
  std::int32_t release(std::int32_t chunk) {
    const auto older = chunks[chunk].older;
    chunks[chunk].older = freeChunk;
    freeChunk = chunk;
    return older;
  }

  std::vector<Record> near;
  std::int64_t boundary = FOREVER;
  std::vector<Rung> rungs;
  std::size_t depth = 0;
  Chain top;
  std::int64_t topMin = FOREVER, topMax = std::numeric_limits<std::int64_t>::min();
  std::vector<Chunk> chunks;
  std::int32_t freeChunk = -1;
  std::vector<std::int32_t> path;
};
