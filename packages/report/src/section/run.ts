/** One run for an engineer. */
import type { RunResult } from "@sysplex/scenario";
import type { Chart } from "../chart/chart.js";
import { failoversExplained } from "../chart/explained.js";
import { faultMarks } from "../chart/faults.js";
import { lanesChart } from "../chart/lanes.js";
import { latencyOverTime, requestsOverTime } from "../chart/over-time.js";
import { percentileChart } from "../chart/percentiles.js";
import { resourcesChart } from "../chart/resources.js";
import { staleChart } from "../chart/stale.js";
import type { Figures } from "../html/figure.js";
import { markup, NOTHING, type Markup } from "../html/markup.js";
import { clock } from "../text/format.js";
import {
  assumptionsTable,
  configurationTable,
  expectationsTable,
  messagesTable,
  usersTable,
} from "./records.js";
import { ownershipLanes, podLanes, zoweLanes } from "./lanes-of-run.js";

export function runSection(run: RunResult, id: string, figures: Figures): Markup {
  const draw = (chart: Chart | undefined): Markup => (chart === undefined ? NOTHING : figures.draw(chart));
  return markup`<section id="${id}"><h2>The run ${run.scenario} in detail</h2>
<p>${run.title}</p>
${storyMarkup(run)}
<h3>What was done</h3>${timelineTable(run, figures)}
<h3>What clients saw</h3>${servicesMarkup(run, figures)}${usersTable(run, figures)}
<h3>Who owned and who served</h3>${draw(ownershipChart(run))}${draw(zoweChart(run))}${draw(podsChart(run))}${draw(staleChart(run))}
<h3>The seconds explained</h3>${explainedMarkup(run, figures)}
<h3>Resources</h3>${draw(resources(run))}
<h3>Expectations</h3>${expectationsTable(run, figures)}
<h3>Messages</h3>${messagesTable(run, figures)}
<h3>The configuration that was read</h3>${configurationTable(run, figures)}
<h3>Assumptions</h3>${assumptionsTable(run, figures)}
</section>`;
}

function servicesMarkup(run: RunResult, figures: Figures): Markup {
  const services = Object.entries(run.services);
  if (services.length === 0) return markup`<p>No REST client asked for anything.</p>`;
  const drawn = services.slice(0, figures.limits.services);
  const left = services.length - drawn.length;
  const charts = drawn.map(([name, service]) => {
    const latency = latencyOverTime(run, name, service);
    const requests = requestsOverTime(run, name, service);
    if (latency === undefined || requests === undefined)
      return markup`<p class="note">The result of ${name} has no series over time: it was written by an older version. Run the scenario again to see one.</p>`;
    return markup`${figures.draw(latency)}${figures.draw(requests)}`;
  });
  const distribution = percentileChart(
    "Latency distribution",
    drawn.map(([name, { latencyDistribution = [] }]) => ({ name, points: latencyDistribution })),
  );
  return markup`${charts}${left > 0 ? markup`<p class="note">${left} more services are in the JSON result.</p>` : NOTHING}
${distribution === undefined ? NOTHING : figures.draw(distribution)}`;
}

function ownershipChart(run: RunResult): Chart | undefined {
  const lanes = ownershipLanes(run);
  if (lanes.length === 0) return undefined;
  return lanesChart(lanes, {
    title: "Stacks, owners of dynamic VIPAs, and active targets",
    words: "One colour for each system; red is down, nobody, or dead while it still counts.",
    end: run.simulatedSeconds,
    marks: faultMarks(run),
  });
}

function zoweChart(run: RunResult): Chart | undefined {
  const lanes = zoweLanes(run);
  if (lanes.length === 0) return undefined;
  return lanesChart(lanes, {
    title: "Zowe: launchers and components",
    words:
      "Green is ready, amber is on its way, red is down or hung. Those that changed during the run come first.",
    end: run.simulatedSeconds,
    marks: faultMarks(run),
  });
}

function podsChart(run: RunResult): Chart | undefined {
  const lanes = podLanes(run);
  if (lanes.length === 0) return undefined;
  return lanesChart(lanes, {
    title: "Containers: pods that are ready",
    words: "Of each workload how many of those wanted: green is all of them, amber some, red none.",
    end: run.simulatedSeconds,
    marks: faultMarks(run),
  });
}

function explainedMarkup({ services }: RunResult, figures: Figures): Markup {
  const parts = Object.entries(services)
    .slice(0, figures.limits.services)
    .map(([name, { failovers }]) => {
      const chart = failoversExplained(name, failovers);
      const open = failovers.filter(({ timeToFailoverSeconds }) => timeToFailoverSeconds === null);
      const unended = open.map(
        ({ cause, explanation }) =>
          markup`<p>${name}: the service lost by “${cause}” did not come back. ${explanation.map(({ because }) => because).join("; ")}</p>`,
      );
      return markup`${chart === undefined ? NOTHING : figures.draw(chart)}${unended}`;
    });
  const isQuiet = Object.values(services).every(({ failovers }) => failovers.length === 0);
  return isQuiet ? markup`<p>No failover, nothing to explain.</p>` : markup`${parts}`;
}

function resources({ scenario, resources: { idle, stateChange } }: RunResult): Chart {
  return resourcesChart([
    {
      name: scenario,
      idleCpuSecondsPerHour: idle.cpuSecondsPerHour,
      idleMemoryMiB: idle.memoryMiB,
      stateChangeCpuSeconds: stateChange.cpuSeconds,
      messages: stateChange.messages,
      bytes: stateChange.bytes,
      restarts: stateChange.restarts,
    },
  ]);
}

function timelineTable({ timeline }: RunResult, figures: Figures): Markup {
  if (timeline.length === 0) return markup`<p>Nothing: the system was left alone.</p>`;
  return figures.table({
    caption: "The timeline as it was played",
    head: ["at", "what", "came of it"],
    numeric: [0],
    rows: timeline.map(({ at, what, refusal }) => [
      clock(at),
      what,
      refusal === undefined ? "done" : `not done: ${refusal}`,
    ]),
  });
}

function storyMarkup({ story }: RunResult): Markup {
  if (story === null || story === undefined) return NOTHING;
  const fixed = story.fixed === null ? NOTHING : markup` Mended by ${story.fixed}.`;
  return markup`<p>It retells ${story.thread}: ${story.symptom}.${fixed}</p>`;
}
