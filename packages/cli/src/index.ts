/** The command, for programs and tests that run it in their own process. */
export { main } from "./command.js";
export { EXIT_STATUS, type ExitStatus } from "./exit-status.js";
export { processIo, type CommandIo } from "./io.js";

// Its parts: the file system that a scenario sees, the story of a result, and the reference pages.
export { FileHost } from "./host.js";
export { tellStory } from "./story.js";
export type { StoryOptions } from "./story/section.js";
export { referencePages, type ReferencePage } from "./reference/pages.js";
