/** A sysplex for tests that reads like one: `twoSystems()`, then things happen, then the console is read. */
import {
  parameterValues,
  seconds,
  Simulation,
  type Duration,
  type Forkable,
  type Instant,
  type ParameterValues,
} from "@sysplex/sim-core";
import {
  readArmPolicy,
  resolveArmPolicy,
  Sysplex,
  sysplexParameters,
  type ArmPolicy,
  type CoupleConfiguration,
  type Lpar,
  type MemberChange,
  type Plex,
  type RegistrationOutcome,
  type SfmAction,
  type SfmPolicy,
  type SfmSystemPolicy,
  type SysplexConfiguration,
  type SystemConfiguration,
} from "../src/index.js";

export type SysplexParameters = ParameterValues<typeof sysplexParameters>;

/** What a test says about its sysplex; the rest is the z/OS default, dedicated processors and one operator-less room. */
export interface Setting {
  readonly couple?: Partial<CoupleConfiguration>;
  readonly sfm?: SfmPolicy;
  readonly arm?: ArmPolicy;
  readonly statusDetection?: boolean;
  readonly couplingFacilities?: readonly string[];
  readonly operator?: SysplexConfiguration["operator"];
  readonly processors?: SystemConfiguration["processors"];
  readonly parameters?: Partial<SysplexParameters>;
  /** Systems that are down at the start. */
  readonly down?: readonly string[];
}

/** Something that a signal told. */
export interface News {
  readonly at: Instant;
  readonly signal: string;
  readonly system: string;
  readonly detail?: string;
}

export class TestPlex implements Plex, Forkable {
  readonly sysplex: Sysplex;
  news: News[] = [];
  memberNews: (MemberChange & { readonly at: Instant })[] = [];

  constructor(
    readonly sim: Simulation<Plex>,
    configuration: SysplexConfiguration,
  ) {
    this.sysplex = new Sysplex(this, configuration);
    this.listen();
    sim.attach("test", this);
  }

  fork(): TestPlex {
    return this.sim.fork().context as TestPlex;
  }

  copyFrom(twin: TestPlex): void {
    this.news = twin.news.map((news) => ({ ...news }));
    this.memberNews = twin.memberNews.map((news) => ({ ...news }));
  }

  get parameters(): SysplexParameters {
    return this.sysplex.parameters;
  }

  lpar(name: string): Lpar {
    return this.sysplex.lpar(name);
  }

  runFor(duration: Duration): void {
    this.sim.runFor(duration);
  }

  /** Lets time pass until `instant` seconds after the start. */
  runUntil(instant: number): void {
    this.sim.runUntil(seconds(instant) as number as Instant);
  }

  /** When the message was written, in seconds; every time that it was. */
  timesOf(id: string): readonly number[] {
    return this.sysplex.console.messages.filter((message) => message.id === id).map(({ at }) => at / 1e6);
  }

  /** The ids on the consoles since the start, without those of an IPL. */
  get messageIds(): readonly string[] {
    const ofIpl = ["IEA371I", "IEE389I", "$HASP492", "BPXI004I", "IXC418I"];
    return this.sysplex.console.messages.map(({ id }) => id).filter((id) => !ofIpl.includes(id));
  }

  /** When a signal told about a system, in seconds. */
  told(signal: string, system: string): readonly number[] {
    return this.news
      .filter((news) => news.signal === signal && news.system === system)
      .map(({ at }) => at / 1e6);
  }

  /** The WTORs that wait for a reply. */
  get outstanding(): readonly string[] {
    return this.sysplex.state.value.prompts.map(({ id, about }) => `${id} ${about}`);
  }

  private listen(): void {
    const { sysplex } = this;
    const note = (signal: string, system: string, detail?: string): void => {
      this.news.push({ at: this.sim.now, signal, system, ...(detail === undefined ? {} : { detail }) });
    };
    sysplex.lparStarted.subscribe(({ system, atStart }) =>
      note("started", system, atStart ? "at start" : "by IPL"),
    );
    sysplex.lparStopped.subscribe(({ system, why }) => note("stopped", system, why));
    sysplex.lparResumed.subscribe(({ system }) => note("resumed", system));
    sysplex.lparClosing.subscribe(({ system }) => note("closing", system));
    sysplex.systemSuspected.subscribe(({ system, observer }) => note("suspected", system, observer));
    sysplex.systemPartitioned.subscribe(({ system }) => note("partitioned", system));
    sysplex.xcf.memberChanged.subscribe((change) => this.memberNews.push({ ...change, at: this.sim.now }));
  }
}

export const DEFAULT_COUPLE: CoupleConfiguration = {
  opNotify: { kind: "relative", time: seconds(3) },
  cleanup: seconds(15),
  userInterval: false,
  systemStatusDetection: true,
  origins: {},
};

export function systems(names: readonly string[], setting: Setting = {}): TestPlex {
  const { couple, parameters, processors = "dedicated", down = [], sfm, arm, operator } = setting;
  const configuration: SysplexConfiguration = {
    name: "PLEX1",
    couple: { ...DEFAULT_COUPLE, ...couple },
    statusDetection: setting.statusDetection ?? false,
    couplingFacilities: setting.couplingFacilities ?? ["CF01"],
    systems: names.map((name) => ({
      name,
      clone: name.slice(-2),
      processors,
      upAtStart: !down.includes(name),
    })),
    parameters: parameterValues(sysplexParameters, parameters),
    ...(sfm === undefined ? {} : { sfm }),
    ...(arm === undefined ? {} : { arm }),
    ...(operator === undefined ? {} : { operator }),
  };
  const sim = new Simulation<Plex>({ seed: 1, context: (sim) => new TestPlex(sim, configuration) });
  const plex = sim.context as TestPlex;
  plex.sysplex.start();
  return plex;
}

export const oneSystem = (setting?: Setting): TestPlex => systems(["SYSA"], setting);
export const twoSystems = (setting?: Setting): TestPlex => systems(["SYSA", "SYSB"], setting);
export const threeSystems = (setting?: Setting): TestPlex => systems(["SYSA", "SYSB", "SYSC"], setting);

/** An operator who answers every message after that many seconds. */
export const operatorAfter = (
  replyAfterSeconds: number,
  removes?: string,
): NonNullable<Setting["operator"]> => ({
  replyAfter: seconds(replyAfterSeconds),
  ...(removes === undefined ? {} : { removes }),
});

/** An SFM policy in which one action, and what else is said, applies to every system. */
export function sfmPolicy(
  action: SfmAction,
  rest: {
    readonly ssumLimit?: Duration;
    readonly connFail?: boolean;
    readonly weights?: Record<string, number>;
  } = {},
): SfmPolicy {
  const { ssumLimit, connFail = false, weights = {} } = rest;
  const forAll: SfmSystemPolicy = { action, weight: 1, ...(ssumLimit === undefined ? {} : { ssumLimit }) };
  const named = Object.entries(weights).map(([system, weight]) => [system, { ...forAll, weight }]);
  return { name: "POL1", file: "POL1", connFail, otherSystems: forAll, systems: Object.fromEntries(named) };
}

export const isolateAfter = (count: number): SfmAction => ({ kind: "isolate", after: seconds(count) });

/** An ARM policy with these statements. */
export function armPolicy(statements: string): ArmPolicy {
  const text = `DEFINE POLICY NAME(ARMPOL01)\n ${statements}`;
  const { policy, diagnostics } = resolveArmPolicy(readArmPolicy({ file: "ARMPOL01", text }));
  if (policy === undefined) throw new Error(diagnostics.map((one) => one.text).join("; "));
  return policy;
}

export function registerElement(
  plex: TestPlex,
  element: string,
  system: string,
  type = "SYSLVL2",
): RegistrationOutcome {
  const startText = `S ${element}`;
  return plex.sysplex.arm.register({ element, type, job: "JOB", system, termType: "ALLTERM", startText });
}
