/** Services, and what brings clients to them: LoadBalancer, NodePort, Ingress, Route. */
import { didYouMean, type SourceRange } from "@sysplex/sysplex";
import type { IpAddress } from "@sysplex/tcpip";
import { selects, type ServiceConfiguration } from "../configuration.js";
import { shorten, type Field } from "./field.js";
import type { ManifestObject } from "./objects.js";
import type { Faults } from "./tree.js";
import type { ReadWorkload } from "./workload.js";

/** Where clients enter: what the resolver must know. */
export interface ClusterEntry {
  /** `Service gateway-service`, `Ingress gateway-ingress`. */
  readonly by: string;
  readonly service: string;
  /** Of an Ingress or a Route that codes one. */
  readonly host?: string;
  readonly address: IpAddress;
  readonly ports: readonly number[];
}

/** Of addresses that nobody has given: a range for documentation. @source RFC 5737, TEST-NET-2. */
const GIVEN_PREFIX = "198.51.100.";
const FIRST_GIVEN = 10;
const HTTPS = 443;

const SPEC_KEYS = [
  "type",
  "selector",
  "ports",
  "clusterIP",
  "loadBalancerIP",
  "externalIPs",
  "sessionAffinity",
];

export interface ReadServices {
  readonly services: readonly ServiceConfiguration[];
  readonly entries: readonly ClusterEntry[];
}

/** @param addresses By name of the service, ingress or route, where the site knows it. */
export function readServices(
  objects: readonly ManifestObject[],
  workloads: readonly ReadWorkload[],
  addresses: Readonly<Record<string, IpAddress>>,
  faults: Faults,
): ReadServices {
  const entries: ClusterEntry[] = [];
  const addressOf = (name: string, coded: string | undefined): IpAddress =>
    (Object.hasOwn(addresses, name) ? addresses[name] : undefined) ??
    coded ??
    `${GIVEN_PREFIX}${FIRST_GIVEN + entries.length}`;
  const services = objects
    .filter(({ kind }) => kind === "Service")
    .map((object) => readService(object, workloads, faults));
  const opened = services.map(({ configuration, isOpen, coded }) => {
    if (!isOpen) return configuration;
    const { name, ports } = configuration;
    const externalAddress = addressOf(name, coded);
    entries.push({
      by: `Service ${name}`,
      service: name,
      address: externalAddress,
      ports: ports.map(({ port }) => port),
    });
    return { ...configuration, externalAddress };
  });
  const routed = objects
    .filter(({ kind }) => kind === "Ingress" || kind === "Route")
    .flatMap((object) => readRouting(object, opened, addressOf, entries, faults));
  return { services: [...opened, ...routed], entries };
}

function readService(
  { field, name }: ManifestObject,
  workloads: readonly ReadWorkload[],
  faults: Faults,
): { configuration: ServiceConfiguration; isOpen: boolean; coded: string | undefined } {
  const spec = field.at("spec");
  spec.checkKeys(SPEC_KEYS);
  const selector = spec.at("selector").labels();
  const chosen = workloads.filter(({ configuration }) => selects(selector, configuration.labels));
  if (chosen.length === 0) faults.report("K8S_NO_PODS", field.range, "Service", name);
  const ports = spec.at("ports").items.flatMap((port) => {
    const number = port.at("port").port();
    if (number === undefined) return [];
    const wanted = port.at("targetPort");
    const targetPort = wanted.exists ? targetPortOf(wanted, chosen, name, faults) : number;
    return targetPort === undefined ? [] : [{ port: number, targetPort }];
  });
  const type = spec.at("type").text() ?? "ClusterIP";
  const coded = spec.at("loadBalancerIP").text() ?? spec.at("externalIPs").items[0]?.text();
  const configuration = { name, selector, ports };
  return {
    configuration,
    isOpen: type === "LoadBalancer" || type === "NodePort" || coded !== undefined,
    coded,
  };
}

function targetPortOf(
  wanted: Field,
  chosen: readonly ReadWorkload[],
  service: string,
  faults: Faults,
): number | undefined {
  const word = wanted.word();
  if (word === undefined) return undefined;
  if (/^\d+$/.test(word)) return wanted.port();
  const found = chosen.map(({ ports }) => (Object.hasOwn(ports, word) ? ports[word] : undefined));
  const port = found.find((port) => port !== undefined);
  if (port === undefined) faults.report("K8S_NO_PORT", wanted.range, service, word);
  return port;
}

/** TLS passes through: one more address that leads to the same pods. Further rules lead over the same one. */
function readRouting(
  { field, kind, name }: ManifestObject,
  services: readonly ServiceConfiguration[],
  addressOf: (name: string, coded: string | undefined) => IpAddress,
  entries: ClusterEntry[],
  faults: Faults,
): readonly ServiceConfiguration[] {
  const spec = field.at("spec");
  const rules = kind === "Route" ? [spec] : spec.at("rules").items;
  const [first] = rules.flatMap((rule) => {
    const service = serviceBehind(rule, kind, { name, services, range: field.range }, faults);
    return service === undefined ? [] : [{ rule, service }];
  });
  if (first === undefined) return [];
  const { rule, service } = first;
  const [host, address] = [rule.at("host").text(), addressOf(name, undefined)];
  const targetPort = service.ports[0]?.targetPort;
  entries.push({
    by: `${kind} ${name}`,
    service: service.name,
    ...(host === undefined ? {} : { host }),
    address,
    ports: [HTTPS],
  });
  return [
    {
      ...service,
      name: `${name}/${service.name}`,
      externalAddress: address,
      externalPorts: targetPort === undefined ? [] : [{ port: HTTPS, targetPort }],
    },
  ];
}

function serviceBehind(
  rule: Field,
  kind: ManifestObject["kind"],
  { name, services, range }: { name: string; services: readonly ServiceConfiguration[]; range: SourceRange },
  faults: Faults,
): ServiceConfiguration | undefined {
  const [path] = rule.at("http", "paths").items;
  const backend = kind === "Route" ? rule.at("to", "name") : path?.at("backend", "service", "name");
  const target = backend?.text() ?? "";
  const service = services.find((service) => service.name === target);
  if (service !== undefined) return service;
  const names = services.map(({ name }) => name);
  faults.report(
    "K8S_NO_TARGET",
    backend?.range ?? range,
    name,
    `Service ${shorten(target)}`,
    didYouMean(target, names),
  );
  return undefined;
}
