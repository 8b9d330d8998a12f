/** Unified Management Server's table of contents. */
export { Ums, type UmsReport } from "./ums.js";
export { UmsUsers, umsUsersOf, type UmsUsersConfiguration, type UmsUsersReport } from "./users.js";
export {
  admission,
  umsOperations,
  type Admission,
  type UmsOperation,
  type UmsSituation,
} from "./admission.js";
export {
  umsExcludedProducts,
  umsFindingRows,
  umsFindings,
  type DistributionOf,
  type UmsFinding,
  type UmsFindingCode,
} from "./findings.js";
export { umsRows } from "./parameters.js";
export { UMS_COMPONENT, UMS_PORT, UMS_SERVICE, umsSettings, type UmsSettings } from "./settings.js";
