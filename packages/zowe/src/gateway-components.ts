/** Components that are gateways: the single-process API ML is one too. */
export const gatewayComponents: readonly string[] = ["gateway", "apiml"];
