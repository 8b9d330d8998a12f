/**
 * What becomes of the Caching Services when their components start and end, and when something around them changes that
 * decides who hears whom.
 */
import type { ZowePlex } from "../plex.js";
import type { CachingServices } from "./caching-services.js";
import type { InMemory } from "./in-memory.js";
import { cancelStall } from "./stalls.js";
import type { MemberName } from "./state.js";

/** It has no state of its own. */
export class MemberLives {
  constructor(
    private readonly plex: ZowePlex,
    private readonly caching: CachingServices,
    private readonly inMemory: InMemory,
  ) {}

  subscribe(zowe: ZowePlex["zowe"]): void {
    const ofMember =
      (act: (name: MemberName) => void) =>
      ({ component }: { readonly component: MemberName }) => {
        if (this.caching.isMember(component)) act(component);
      };
    zowe.componentReady.subscribe(ofMember((name) => this.onStarted(name)));
    zowe.componentStopping.subscribe(ofMember((name) => this.onStopping(name)));
    zowe.componentLost.subscribe(ofMember((name) => this.onEnded(name)));
    zowe.componentChanged.subscribe(({ component, to }) => {
      if (!this.caching.isMember(component)) return;
      if (to === "down") this.onEnded(component);
      else this.caching.invalidate();
    });
    const { sysplex, tcpip } = this.plex;
    const review = (): void => this.caching.invalidate();
    tcpip.stackStarted.subscribe(review);
    tcpip.stackStopped.subscribe(review);
    tcpip.dvipaMoved.subscribe(review);
    sysplex.lparStopped.subscribe(review);
    sysplex.lparResumed.subscribe(review);
    zowe.eureka.cutChanged.subscribe(review);
  }

  private onStarted(name: MemberName): void {
    const { caching } = this;
    this.onEnded(name);
    caching.change(`${name} runs`, (draft) => {
      draft.running[name] = { since: this.plex.sim.now };
    });
    if (caching.member(name).mode !== "infinispan") return;
    caching.infinispan.onStarted(name);
    caching.clusters.join(name);
    caching.invalidate();
  }

  /** SIGTERM: it leaves its cluster and closes its files. */
  private onStopping(name: MemberName): void {
    const { caching } = this;
    if (caching.state.running[name] === undefined) return;
    if (caching.member(name).mode === "infinispan") {
      caching.infinispan.onStopping(name);
      caching.clusters.leave(name);
    }
    this.onEnded(name, true);
  }

  /** @param isClean It had the time to write its file store. */
  private onEnded(name: MemberName, isClean = false): void {
    const { caching } = this;
    const running = caching.state.running[name];
    if (running === undefined) return;
    cancelStall(this.plex, running);
    caching.change(`${name} has ended`, (draft) => {
      delete draft.running[name];
    });
    const { mode } = caching.member(name);
    if (mode === "infinispan") caching.infinispan.onEnded(name);
    if (mode === "inMemory") this.inMemory.onEnded(name);
    const isForgotten =
      mode === "inMemory" || (mode === "infinispan" && !caching.infinispan.survives(name, isClean));
    if (isForgotten && Object.keys(caching.state.running).length === 0)
      caching.emptied.emit({ at: this.plex.sim.now });
    caching.invalidate();
  }
}
