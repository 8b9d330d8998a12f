/**
 * What a z/OSMF server is configured with: the resolved IZUPRMxx members, every statement with its default filled in.
 * Plain data.
 */
import type { Duration } from "@sysplex/sim-core";
import type { SourceRange } from "@sysplex/sysplex";

export interface ZosmfConfiguration {
  /** The members, in the order of `IZU=(xx,yy)`; empty when the system has none and defaults apply. */
  readonly files: readonly string[];
  /** Host name, or `*` for the local host. */
  readonly hostname: string;
  readonly httpSslPort: number;
  readonly autostart: "LOCAL" | "CONNECT";
  /** Folded to upper case. */
  readonly autostartGroup: string;
  readonly serverProc: string;
  readonly angelProc: string;
  readonly userDir: string;
  readonly keyringName: string;
  readonly safPrefix: string;
  readonly sessionExpire: Duration;
  readonly plugins: readonly string[];
  readonly restApiFile: TsoAddressSpace;
  readonly commonTso: TsoAddressSpace;
  /** Every other statement that was read or has a default, as text, by its keyword; sub-keywords as `WLM_CLASSES.DEFAULT`. */
  readonly others: Readonly<Record<string, string>>;
  /** Where a statement that was coded stands; no entry: the default applies. */
  readonly origins: Readonly<Record<string, SourceRange>>;
}

export interface TsoAddressSpace {
  readonly account: string;
  readonly regionKb: number;
  readonly procedure: string;
}
