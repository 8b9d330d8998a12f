/** A result as a person wants to read it: question, files, what happened, how long, what clients saw, and why. */
import type { RunResult } from "@sysplex/scenario";
import { hang, printable } from "./plain-text.js";
import { assumptionsStory } from "./story/assumptions.js";
import { barsStory } from "./story/bars.js";
import { clientsStory, resourcesStory } from "./story/clients.js";
import { expectationsStory } from "./story/expectations.js";
import { failoversStory } from "./story/failovers.js";
import { filesStory, surprisesStory } from "./story/files.js";
import { kubernetesStory } from "./story/kubernetes.js";
import { repeatStory } from "./story/repeat.js";
import type { StoryOptions } from "./story/section.js";
import { timelineStory } from "./story/timeline.js";
import { usersStory } from "./story/users.js";
import { zosmfStory } from "./story/zosmf.js";
import { zoweStory } from "./story/zowe.js";

const PARTS: readonly ((result: RunResult, options: StoryOptions) => string[])[] = [
  titleStory,
  filesStory,
  surprisesStory,
  timelineStory,
  barsStory,
  kubernetesStory,
  zoweStory,
  zosmfStory,
  failoversStory,
  clientsStory,
  usersStory,
  resourcesStory,
  expectationsStory,
  assumptionsStory,
  repeatStory,
];

/** The lines of the story, without line ends. */
export function tellStory(result: RunResult, options: StoryOptions): string[] {
  return PARTS.flatMap((part) => part(result, options));
}

function titleStory({ scenario, title, story }: RunResult, { paint }: StoryOptions): string[] {
  const head = hang("", printable(title)).map((line) => paint.bold(line));
  const name = `scenario ${printable(scenario)}`;
  if (story === null) return [...head, name];
  const { thread, symptom, fixed } = story;
  return [
    ...head,
    name,
    ...hang("told in  ", printable(thread)),
    ...hang(fixed === null ? "seen     " : "was seen ", printable(symptom)),
    ...(fixed === null ? [] : hang("now with ", printable(fixed))),
  ];
}
