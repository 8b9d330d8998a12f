/** Scenario files: from text to a complete, positioned {@link ScenarioDocument}. In reading order. */

// Reading and printing
export { readScenario, type ScenarioReading } from "./read.js";
export { HOST_PROBLEMS, type HostProblem, type HostReading, type ScenarioHost } from "./extends.js";
export { formatObject, printScenario } from "./print.js";
export { scenarioDiagnostics } from "./diagnostics.js";

// What a file says
export type {
  AddressSpaceObject,
  Arrivals,
  ClientDeclaration,
  ClientOs,
  Connections,
  CouplingFacilityObject,
  FailureKind,
  FileReference,
  HostDeclaration,
  LinkObject,
  OperatorDeclaration,
  ParameterOverride,
  ProbeDeclaration,
  Request,
  ScenarioDocument,
  StackObject,
  SysplexDeclaration,
  SystemDeclaration,
  SystemObject,
  TimelineAction,
  TimelineEntry,
  TimelineObject,
} from "./scenario-document.js";
export { STACK_JOB } from "./timeline-schema.js";

// Parameters
export { parameterFromText, type ParameterOverrides, readParameters } from "./parameters.js";

// The schema, for editors and the reference page
export { scenarioJsonSchema, scenarioSchema } from "./schema.js";
