/**
 * From statements to what the stack is configured with, and what z/OS would say on the way.
 *
 * Never throws. What z/OS tolerates is tolerated the same way: of a statement in error, what stands before the error counts.
 * VIPADYNAMIC blocks come last, wherever they stand, as z/OS processes them after the rest of the profile.
 * @source z/OS 2.3 IP Programmer's Guide, two-phase SMF record creation for VIPADYNAMIC.
 */
import type { Diagnostic } from "@sysplex/sysplex";
import { Problems } from "./problems.js";
import type { ProfileDocument, ProfileStatement } from "./read.js";
import { resolveAutolog } from "./resolve/autolog.js";
import { type Draft, finishDraft, type Resolver, startDraft } from "./resolve/draft.js";
import { resolveGlobalConfig } from "./resolve/global-config.js";
import {
  reportReplaceableRoutes,
  resolveHome,
  resolveInterface,
  resolveLink,
  resolveRoutes,
} from "./resolve/home.js";
import { resolveIpConfig, resolveIpConfig6 } from "./resolve/ip-config.js";
import { Operands } from "./resolve/operands.js";
import { resolveDelete, resolvePort, resolvePortRange } from "./resolve/ports.js";
import { resolveSoMaxConn, resolveTcpConfig } from "./resolve/tcp-config.js";
import { resolveVipaDynamic } from "./resolve/vipa-dynamic.js";
import type { StackProfile } from "./stack-profile.js";
import { findStatement } from "./statements.js";

export interface ResolvedProfile {
  readonly profile: StackProfile;
  readonly diagnostics: readonly Diagnostic[];
  /** The names of the statements that the simulation does not act on, in the order of the profile. */
  readonly notModelled: readonly string[];
}

const resolvers: Readonly<Record<string, Resolver>> = {
  IPCONFIG: resolveIpConfig,
  IPCONFIG6: resolveIpConfig6,
  GLOBALCONFIG: resolveGlobalConfig,
  TCPCONFIG: resolveTcpConfig,
  SOMAXCONN: resolveSoMaxConn,
  LINK: resolveLink,
  HOME: resolveHome,
  INTERFACE: resolveInterface,
  BEGINROUTES: resolveRoutes,
  PORT: resolvePort,
  PORTRANGE: resolvePortRange,
  DELETE: resolveDelete,
  AUTOLOG: resolveAutolog,
};

/** With a `base`, as VARY TCPIP,,OBEYFILE does it: the statements are applied on top of the active profile. */
export function resolveProfile(document: ProfileDocument, base?: StackProfile): ResolvedProfile {
  const problems = new Problems();
  const draft = startDraft(document.file, base);
  for (const statement of document.statements) resolveStatement(statement, draft, problems);
  for (const { name, statements } of document.statements) {
    if (name === "VIPADYNAMIC") resolveVipaDynamic(statements ?? [], draft, problems);
  }
  reportReplaceableRoutes(draft, problems);
  const notModelled = reportNotModelled(document.statements, problems);
  return { profile: finishDraft(draft), diagnostics: problems.diagnostics, notModelled };
}

function resolveStatement(statement: ProfileStatement, draft: Draft, problems: Problems): void {
  if (findStatement(statement.name)?.within !== undefined) {
    problems.report("OUTSIDE_BLOCK", statement.keyword.range, statement.keyword.text);
    return;
  }
  const operands = new Operands(statement);
  resolvers[statement.name]?.(operands, draft, problems);
  if (operands.problem !== undefined) problems.add(operands.problem);
}

/** Once for each statement name in each file. */
function reportNotModelled(statements: readonly ProfileStatement[], problems: Problems): string[] {
  const seen = new Set<string>();
  const names = new Set<string>();
  for (const { name, recognised, keyword } of statements.flatMap((one) => [one, ...(one.statements ?? [])])) {
    const row = recognised ? findStatement(name) : undefined;
    const key = `${name} ${keyword.range.file}`;
    if (row?.modelled !== "not" || seen.has(key)) continue;
    seen.add(key);
    names.add(name);
    problems.report("NOT_MODELLED", keyword.range, name, row.meaning);
  }
  return [...names];
}
