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
  ComponentFailureKind,
  ClusterObject,
  ClusterVerb,
  Connections,
  ComponentObject,
  CouplingFacilityObject,
  Destination,
  DesktopUsersDeclaration,
  FailureKind,
  FileReference,
  HostDeclaration,
  LanObject,
  KubernetesDeclaration,
  LinkObject,
  OperatorDeclaration,
  ParameterOverride,
  ProbeDeclaration,
  ProgramObject,
  RedisObject,
  Request,
  ScenarioDocument,
  StackObject,
  StoryDeclaration,
  SysplexDeclaration,
  SystemDeclaration,
  SystemObject,
  TimelineAction,
  TimelineEntry,
  TimelineObject,
  UmsUsersDeclaration,
  UserDeclaration,
  WorkspaceChange,
  ZoweDeclaration,
  ZoweInstanceDeclaration,
} from "./scenario-document.js";
export { STACK_JOB } from "./timeline-schema.js";

// Parameters
export { parameterFromText, parameterName, type ParameterOverrides, readParameters } from "./parameters.js";

// The schema, for editors and the reference page
export { scenarioJsonSchema, scenarioSchema } from "./schema.js";

// For readers of other YAML files that come with scenarios
export type { Fault } from "./diagnostics.js";
export { parsedText, spelledText } from "./quantities.js";
export { Places } from "./places.js";
export { readingHints, readSound, type ReadingHint, type Sound } from "./reading.js";
export { readYaml, type TreeNode, type YamlReading } from "./yaml-tree.js";
