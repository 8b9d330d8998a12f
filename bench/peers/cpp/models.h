/**
 * The benchmarks' models for kernels in C++; bench/support/child.mjs says what a contender's program does.
 *
 *     <program> <model> <parameters> [<file of draws>]
 *
 * A kernel offers Time (whole microseconds), Handler, Handle, after, cancel, runFor and pending; the models are static, since
 * a handler is a plain function. Draws come from the file that every contender reads; M/M/1 asks for its own.
 */
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

using Table = std::vector<double>;
constexpr std::size_t DRAW_COUNT = 1 << 16;
constexpr std::size_t MASK = DRAW_COUNT - 1;

struct Count {
  std::int64_t done = 0;
  std::string more; // What else the model tells, as JSON behind a comma.
};

/** The number behind a name in flat JSON. */
inline double numberIn(const std::string& json, const char* name) {
  const auto at = json.find("\"" + std::string(name) + "\":");
  if (at == std::string::npos) throw std::runtime_error(std::string("no parameter ") + name);
  return std::atof(json.c_str() + at + std::strlen(name) + 3);
}

inline std::vector<Table> readTables(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<Table> tables;
  for (Table table(DRAW_COUNT);;) {
    if (!file.read(reinterpret_cast<char*>(table.data()), DRAW_COUNT * sizeof(double))) return tables;
    tables.push_back(table);
  }
}

inline double checksum(const Table& counts) {
  double sum = 0;
  for (std::size_t index = 0; index < counts.size(); ++index) sum += counts[index] * double(index + 1);
  return sum;
}

template <class Kernel>
struct Hold {
  static inline Table distance, first;
  static inline std::size_t next = 0;
  static inline double pending = 0;

  static void held(std::int64_t number) {
    Kernel::after(std::int64_t(distance[next & MASK]), held, number);
    ++next;
  }

  static void start(const std::string& parameters, const std::vector<Table>& draws) {
    distance = draws.at(0);
    first = draws.at(1);
    pending = numberIn(parameters, "pending");
    for (std::int64_t number = 0; number < std::int64_t(pending); ++number) {
      Kernel::after(std::int64_t(first[number & MASK]), held, number);
    }
  }

  static Count run(double operations) {
    const auto before = next;
    Kernel::runFor(std::int64_t(operations / pending * 1e6 + 0.5));
    return {std::int64_t(next - before), ",\"pending\":" + std::to_string(std::int64_t(pending))};
  }
};

template <class Kernel>
struct Phold {
  static inline Table delay, target, received;
  static inline std::size_t next = 0;
  static inline std::int64_t count = 0;
  static inline double eventsPerSecond = 0;

  static void send() {
    Kernel::after(std::int64_t(delay[next & MASK]), arrived, std::int64_t(target[next & MASK]));
    ++next;
  }

  static void arrived(std::int64_t process) {
    received[process] += 1;
    ++count;
    send();
  }

  static void start(const std::string& parameters, const std::vector<Table>& draws) {
    delay = draws.at(0);
    target = draws.at(1);
    const double processes = numberIn(parameters, "processes");
    const double messages = processes * numberIn(parameters, "messages");
    received.assign(std::size_t(processes), 0);
    eventsPerSecond = messages * 1000 / (numberIn(parameters, "lookaheadMs") + numberIn(parameters, "meanMs"));
    for (double number = 0; number < messages; ++number) send();
  }

  static Count run(double operations) {
    const auto before = count;
    Kernel::runFor(std::int64_t(operations / eventsPerSecond * 1e6 + 0.5));
    return {count - before, ",\"checksum\":" + std::to_string(std::int64_t(checksum(received)))};
  }
};

template <class Kernel>
struct Mm1 {
  static inline std::deque<std::int64_t> line;
  static inline double load = 0, sum = 0;
  static inline std::int64_t count = 0;
  static inline bool busy = false;

  static void begin(std::int64_t wait) {
    ++count;
    sum += double(wait);
    Kernel::after(Kernel::exponential(1, load * 1e6), served, 0);
  }

  static void arrived(std::int64_t) {
    Kernel::after(Kernel::exponential(0, 1e6), arrived, 0);
    if (busy) {
      line.push_back(Kernel::now());
    } else {
      busy = true;
      begin(0);
    }
  }

  static void served(std::int64_t) {
    if (line.empty()) {
      busy = false;
    } else {
      const auto arrival = line.front();
      line.pop_front();
      begin(Kernel::now() - arrival);
    }
  }

  static void start(const std::string& parameters, const std::vector<Table>&) {
    load = numberIn(parameters, "load");
    Kernel::after(0, arrived, 0);
  }

  static Count run(double customers) {
    const auto before = count;
    Kernel::runFor(std::int64_t(customers * 1e6));
    const auto mean = std::to_string(sum / double(count) / 1e6);
    return {count - before, ",\"customers\":" + std::to_string(count) + ",\"meanWait\":" + mean};
  }
};

template <class Kernel>
struct Timers {
  static inline Table used;
  static inline std::vector<typename Kernel::Handle> handles;
  static inline std::int64_t timeout = 0, usePeriod = 0, armed = 0, cancelled = 0, fired = 0;
  static inline std::size_t next = 0;

  static void arm(std::int64_t connection) {
    handles[connection] = Kernel::after(timeout, expired, connection);
    ++armed;
  }

  static void expired(std::int64_t connection) {
    ++fired;
    arm(connection);
  }

  static void connectionUsed(std::int64_t) {
    const auto connection = std::int64_t(used[next & MASK]);
    ++next;
    ++cancelled;
    Kernel::cancel(handles[connection]);
    arm(connection);
    Kernel::after(usePeriod, connectionUsed, 0);
  }

  static void start(const std::string& parameters, const std::vector<Table>& draws) {
    used = draws.at(0);
    timeout = std::int64_t(numberIn(parameters, "timeoutUs"));
    usePeriod = std::int64_t(numberIn(parameters, "usePeriodUs"));
    const auto connections = std::int64_t(numberIn(parameters, "connections"));
    handles.resize(connections);
    for (std::int64_t connection = 0; connection < connections; ++connection) arm(connection);
    Kernel::after(usePeriod, connectionUsed, 0);
  }

  static Count run(double operations) {
    const auto before = armed;
    Kernel::runFor(std::int64_t(operations) * usePeriod);
    return {armed - before, ",\"armed\":" + std::to_string(armed) + ",\"cancelled\":" + std::to_string(cancelled) +
                                ",\"fired\":" + std::to_string(fired)};
  }
};

template <class Model>
void serve(const std::string& parameters, const std::vector<Table>& draws) {
  Model::start(parameters, draws);
  std::printf("{\"ready\":true}\n");
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    const auto start = std::chrono::steady_clock::now();
    const Count count = Model::run(std::atof(line.c_str()));
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    std::printf("{\"nanos\":%.0f,\"count\":%lld%s}\n", took.count(), (long long)count.done, count.more.c_str());
    std::fflush(stdout);
  }
}

template <class Kernel>
int serveModel(int argc, char** argv) {
  const std::string model = argv[1], parameters = argv[2];
  const auto draws = argc > 3 ? readTables(argv[3]) : std::vector<Table>();
  if (model == "hold") serve<Hold<Kernel>>(parameters, draws);
  else if (model == "phold") serve<Phold<Kernel>>(parameters, draws);
  else if (model == "mm1") serve<Mm1<Kernel>>(parameters, draws);
  else if (model == "timers") serve<Timers<Kernel>>(parameters, draws);
  else return 2;
  return 0;
}
