export { ApiCatalog, catalogOperationOf } from "./api-catalog.js";
export { ExplorerApi, explorerApis } from "./explorer-api.js";
export { catalogRows } from "./parameters.js";
