/** A Caching Service as a server: its request threads, and its storage behind them. */
import type { ApplicationOptions } from "../applications.js";
import { operationIn, userIn } from "@sysplex/tcpip";
import type { ZowePlex } from "../plex.js";
import { ServiceThreads } from "../service-threads.js";
import type { CacheRequest } from "./requests.js";
import type { MemberName } from "./state.js";

/** What an entry of a REST client holds: nobody looks at it. */
const SOME_VALUE = 1;

const HTTP_OK = 200;
const HTTP_CREATED = 201;

export class CachingApplication extends ServiceThreads {
  private readonly member: MemberName;

  constructor(plex: ZowePlex, options: ApplicationOptions) {
    super(plex, options);
    this.member = options.component.name;
  }

  /**
   * The storage changes when the service begins; the answer may wait for others. What a component adds to a list stands in a
   * body, which is not here: the component hands it over by itself, see `CachingServices.lists`.
   */
  protected override perform(operation: number): number {
    const { caching } = this.plex.zowe;
    const { kind, item } = caching.operations.operation(operationIn(operation));
    const isUnnamedItem = kind === "addItem" && item === undefined;
    const request = this.requestOf(operation);
    const { status, wait } = caching.answer(
      this.member,
      isUnnamedItem ? { ...request, kind: "items" } : request,
    );
    this.extraWait = wait;
    return isUnnamedItem && status === HTTP_OK ? HTTP_CREATED : status;
  }

  /** A client's certificate is that of its user, or one that all have. */
  private requestOf(asked: number): CacheRequest {
    const { caching } = this.plex.zowe;
    const { kind, key, item } = caching.operations.operation(operationIn(asked));
    const user = userIn(asked);
    const fresh = kind === "create" ? `entry-${caching.writeCount + 1}` : undefined;
    const named = key ?? fresh;
    return {
      kind,
      caller: { dn: user > 0 ? `CN=user${user}` : "CN=client" },
      value: SOME_VALUE,
      ...(named === undefined ? {} : { key: named }),
      ...(item === undefined ? {} : { item }),
    };
  }
}
