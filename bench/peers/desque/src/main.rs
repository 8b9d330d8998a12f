//! M/M/1 on desque; bench/support/child.mjs says what a contender's program does.
//!
//!     contender mm1 <parameters>
//!
//! Two events are two types, each boxed by the library. Times are whole microseconds; numbers are drawn as one writes it
//! without a crate for them: SplitMix64, and the logarithm.

use desque::serial::{OkEvent, Simulation};
use desque::SimState;
use std::collections::VecDeque;
use std::io::BufRead;
use std::time::Instant;

type Micros = u64;
type Sim = Simulation<Desk, Micros>;

const SECOND: f64 = 1e6;

/// @source G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
struct Generator(u64);

impl Generator {
    fn exponential(&mut self, mean: f64) -> Micros {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        let uniform = ((bits >> 11) as f64 + 1.0) / 9_007_199_254_740_992.0;
        (0.5 - mean * uniform.ln()) as Micros
    }
}

struct Desk {
    line: VecDeque<Micros>,
    busy: bool,
    until: Micros,
    mean_service: f64,
    arrivals: Generator,
    services: Generator,
    count: u64,
    sum: f64,
}

impl SimState<Micros> for Desk {
    fn is_complete(&self, now: &Micros) -> bool {
        *now >= self.until
    }
}

#[derive(Debug)]
struct Arrived;

#[derive(Debug)]
struct Served;

impl OkEvent<Desk, Micros> for Arrived {
    fn execute(&mut self, sim: &mut Sim) {
        let now = *sim.current_time();
        let gap = sim.state_mut().arrivals.exponential(SECOND);
        sim.schedule(Arrived, now + gap).unwrap();
        if sim.state().busy {
            sim.state_mut().line.push_back(now);
        } else {
            sim.state_mut().busy = true;
            begin(sim, 0);
        }
    }
}

impl OkEvent<Desk, Micros> for Served {
    fn execute(&mut self, sim: &mut Sim) {
        let now = *sim.current_time();
        match sim.state_mut().line.pop_front() {
            None => sim.state_mut().busy = false,
            Some(arrival) => begin(sim, now - arrival),
        }
    }
}

fn begin(sim: &mut Sim, wait: Micros) {
    let now = *sim.current_time();
    let desk = sim.state_mut();
    desk.count += 1;
    desk.sum += wait as f64;
    let service = desk.services.exponential(desk.mean_service);
    sim.schedule(Served, now + service).unwrap();
}

fn main() {
    let parameters = std::env::args().nth(2).expect("mm1 and its parameters");
    let load: f64 = parameters
        .split(&[':', '}'][..])
        .nth(1)
        .and_then(|text| text.parse().ok())
        .expect("a load");
    let desk = Desk {
        line: VecDeque::new(),
        busy: false,
        until: 0,
        mean_service: load * SECOND,
        arrivals: Generator(1),
        services: Generator(2),
        count: 0,
        sum: 0.0,
    };
    let mut sim = Simulation::new(desk, 0);
    sim.schedule(Arrived, 0).unwrap();
    println!("{{\"ready\":true}}");
    for line in std::io::stdin().lock().lines() {
        let customers: f64 = line.unwrap().parse().expect("a number of customers");
        let before = sim.state().count;
        sim.state_mut().until += (customers * SECOND) as Micros;
        let start = Instant::now();
        sim.run().unwrap();
        let nanos = start.elapsed().as_nanos();
        let Desk { count, sum, .. } = sim.state();
        let mean = sum / *count as f64 / SECOND;
        let done = count - before;
        println!("{{\"nanos\":{nanos},\"count\":{done},\"customers\":{count},\"meanWait\":{mean}}}");
    }
}
