import { distributionParameter, flagParameter } from "@sysplex/sim-core";

/** Rows of the Zowe table that are those of the API Catalog and of the explorers' APIs. */
export const catalogRows = {
  catalogKeepsGateway: flagParameter({
    default: true,
    standing: "assumed",
    source:
      "zowe/api-layer issue 1768: ZWEAS103E all night after the pods were replaced. The initializer of the security client " +
      "that looks once is recalled; whether version 3 still does is not known.",
    meaning:
      "The Catalog asks the Gateway that it found first, for ever; false: the first one in its registry.",
  }),
  catalogServiceTime: distributionParameter({
    default: "exponential(mean 50ms)",
    standing: "assumed",
    source: "No measurement is published.",
    meaning: "Service time of a request for the list of services or for a document of an API.",
  }),
  explorerServiceTime: distributionParameter({
    default: "exponential(mean 10ms)",
    standing: "assumed",
    source: "No measurement is published.",
    meaning: "What jobs-api and files-api of version 2 add to the time of z/OSMF, which they ask.",
  }),
};
