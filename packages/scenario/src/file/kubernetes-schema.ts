/** The part of a scenario file that says what of Zowe runs in containers: manifests of Kubernetes, or a docker compose file. */
import { parseQuantity, parseRelease } from "@sysplex/zowe";
import { z } from "zod";
import { address, filePath, parsedText } from "./quantities.js";
import { readingHints } from "./reading.js";

const nodeName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/)
  .register(readingHints, { expects: "the name of a node such as NODE1" });

/** @assumption Larger machines make no difference to a handful of pods. */
const CPU_MAX = 1_024;
const MEMORY_MAX = 2 ** 45;

function quantity(expects: string, max: number) {
  const parse = (text: string) => {
    const value = parseQuantity(text);
    return value !== undefined && value > 0 && value <= max ? value : undefined;
  };
  return parsedText(parse, { expects, asSpelled: true });
}

const nodeSchema = z
  .strictObject({
    name: nodeName.describe("Its name, for the timeline: node NODE1."),
    cpu: quantity("allocatable CPU such as 4 or 3500m", CPU_MAX)
      .describe("Allocatable CPU, as Kubernetes writes quantities.")
      .prefault("4"),
    memory: quantity("allocatable memory such as 16Gi", MEMORY_MAX)
      .describe("Allocatable memory.")
      .prefault("16Gi"),
  })
  .register(readingHints, { expects: "a node such as { name: NODE1, cpu: 4, memory: 16Gi }" });

const zosmfSchema = z
  .strictObject({
    host: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/)
      .register(readingHints, { expects: "a host name such as zosmf.example.com" })
      .describe("Its host name, one of `hosts`."),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .register(readingHints, { expects: "a port from 1 to 65535" })
      .describe("Its port.")
      .prefault(443),
  })
  .register(readingHints, { expects: "z/OSMF such as { host: zosmf.example.com, port: 443 }" });

export const kubernetesSchema = z
  .strictObject({
    manifests: z
      .array(filePath("a manifest"))
      .min(1)
      .register(readingHints, { expects: "a list of files such as [k8s/gateway.yaml]" })
      .describe("The manifests, as kubectl apply gets them. They are read in the order of their file names.")
      .meta({ examples: [["k8s/config.yaml", "k8s/gateway.yaml"]] })
      .optional(),
    compose: filePath("a docker compose file")
      .describe("A docker compose file, in place of manifests: containers on one host.")
      .meta({ examples: ["docker-compose.yaml"] })
      .optional(),
    nodes: z
      .array(nodeSchema)
      .min(1)
      .max(100)
      .register(readingHints, { expects: "a list of nodes such as [{ name: NODE1 }, { name: NODE2 }]" })
      .describe(
        "The nodes of the cluster. Left out: NODE1 and NODE2, with 4 CPUs and 16 GiB each. With docker compose the one host, by default HOST1.",
      )
      .optional(),
    addresses: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/)
          .register(readingHints, { expects: "the name of a Service, an Ingress, a Route or a host" }),
        address(),
      )
      .register(readingHints, { expects: "a map of names and addresses" })
      .describe(
        "Where clients enter: addresses by the name of the Service, Ingress or Route, with docker compose by that of the host. Left out: 198.51.100.10 and on, in the order of the manifests.",
      )
      .meta({ examples: [{ "gateway-service": "10.2.0.10" }] })
      .prefault({}),
    release: parsedText(parseRelease, {
      expects: "a release of Zowe such as 3.1, in quotes",
      asSpelled: true,
    })
      .describe("The release of Zowe. Left out: guessed from the zowe.yaml in the ConfigMap.")
      .meta({ examples: ["3.1"] })
      .optional(),
    zosmf: zosmfSchema
      .describe("z/OSMF that the containers use. With docker compose only: a ConfigMap says it by itself.")
      .optional(),
  })
  .register(readingHints, { expects: "containers such as { manifests: [k8s/zowe.yaml] }" });
