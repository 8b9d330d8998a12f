/** `sysplex size`: the smallest of several sizes that keeps its targets. */
import {
  findSize,
  metricNamed,
  experimentMetrics,
  withSettings,
  bundleScenario,
  parseShare,
  type SizeResult,
  type SizeTarget,
  type SizeTried,
  type Variant,
} from "@sysplex/experiment";
import { parseDuration } from "@sysplex/sim-core";
import { EXIT_STATUS, HostError, type ExitStatus } from "../exit-status.js";
import { FileHost } from "../host.js";
import { paintFor, type CommandIo } from "../io.js";
import { prepareOutput } from "../output-file.js";
import { columns, printable } from "../plain-text.js";
import { section } from "../story/section.js";
import { packageVersion } from "../version.js";
import { jsonText } from "./compare-command.js";
import { conducting, type ExecutorOptions } from "./conduct.js";
import { meanText, quantityText, spanText } from "./quantity.js";
import { isWarning, readVariants, tellDiagnostics } from "./read-variants.js";
import { serviceOf } from "./service.js";

export interface SizeCommandOptions extends ExecutorOptions {
  /** `availability >= 99%`, each. */
  readonly target: readonly string[];
  /** `name=1,2,3`: the sizes of one scenario. */
  readonly vary?: string;
  readonly service?: string;
  readonly seed?: string;
  readonly set?: readonly string[];
  readonly replications?: number;
  readonly monotone?: boolean;
  readonly json?: boolean;
  readonly out?: string;
}
