/**
 * ns-3's event loop with the scheduler that the environment names: BENCH_NS3_SCHEDULER is Map, Heap, Calendar or PriorityQueue.
 * M/M/1 draws from ns-3's own random variables.
 */

#include "../cpp/models.h"
#include "ns3/core-module.h"

class Ns3Kernel {
 public:
  using Handler = void (*)(std::int64_t);
  using Handle = ns3::EventId;

  static std::int64_t now() { return ns3::Simulator::Now().GetMicroSeconds(); }

  static Handle after(std::int64_t delay, Handler handler, std::int64_t payload) {
    return ns3::Simulator::Schedule(ns3::MicroSeconds(delay), handler, payload);
  }

  static void cancel(Handle& handle) { handle.Cancel(); }

  static void runFor(std::int64_t distance) {
    ns3::Simulator::Stop(ns3::MicroSeconds(distance));
    ns3::Simulator::Run();
  }

  static std::int64_t exponential(int stream, double mean) {
    static ns3::Ptr<ns3::ExponentialRandomVariable> unit[2] = {newUnit(), newUnit()};
    return std::int64_t(mean * unit[stream]->GetValue() + 0.5);
  }

 private:
  static ns3::Ptr<ns3::ExponentialRandomVariable> newUnit() {
    auto variable = ns3::CreateObject<ns3::ExponentialRandomVariable>();
    variable->SetAttribute("Mean", ns3::DoubleValue(1.0));
    return variable;
  }
};

int main(int argc, char** argv) {
  const char* scheduler = std::getenv("BENCH_NS3_SCHEDULER");
  ns3::ObjectFactory factory("ns3::" + std::string(scheduler == nullptr ? "Map" : scheduler) + "Scheduler");
  ns3::Simulator::SetScheduler(factory);
  return serveModel<Ns3Kernel>(argc, argv);
}
