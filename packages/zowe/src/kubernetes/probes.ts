/**
 * When the kubelet's probes find something out: computed from the state, so that probes that change nothing cost no event.
 *
 *     container starts ── initialDelaySeconds ── probe ── periodSeconds ── probe ── …
 *
 * Simplified: the kubelet's jitter of the first probe is left out.
 * @source kubernetes.io, Configure Liveness, Readiness and Startup Probes: defaults 0 s, 10 s, 1 s, 3 failures, 1 success.
 */
import { after, between, plus, times, type Duration, type Instant } from "@sysplex/sim-core";
import type { ProbeConfiguration } from "./configuration.js";
import { isPortOpen, type PodRecord } from "./state.js";

/** What a probe would find now. */
export function passes({ kind }: ProbeConfiguration, { container, isHung }: PodRecord): boolean {
  if (!isPortOpen(container)) return false;
  return kind === "tcpSocket" || (container.kind === "serving" && !isHung);
}

/** The first probe at or after an instant. */
export function nextProbe(
  { initialDelay, period }: ProbeConfiguration,
  startedAt: Instant,
  from: Instant,
): Instant {
  const first = after(startedAt, initialDelay);
  if (from <= first) return first;
  return after(first, times(period, Math.ceil(between(first, from) / period)));
}

/** When a probe that fails from now on has failed often enough; one that is not answered costs its time-out. */
export function failureDue(probe: ProbeConfiguration, pod: PodRecord, from: Instant): Instant {
  const first = nextProbe(probe, pod.startedAt ?? from, from);
  const isUnanswered = isPortOpen(pod.container);
  const further = times(probe.period, probe.failureThreshold - 1);
  return after(first, isUnanswered ? plus(further, probe.timeout) : further);
}

/** When a probe that passes from now on has passed often enough. */
export function successDue(probe: ProbeConfiguration, pod: PodRecord, from: Instant): Instant {
  const first = nextProbe(probe, pod.startedAt ?? from, from);
  return after(first, times(probe.period, probe.successThreshold - 1));
}

/**
 * What a container waits before it is started again.
 *
 * @param failureCount Ends before this one, since the back-off was reset.
 */
export function backOff(failureCount: number, min: Duration, max: Duration): Duration {
  return Math.min(min * (1 << Math.min(failureCount, MOST_DOUBLINGS)), max) as Duration;
}

const MOST_DOUBLINGS = 20;
