/** Costs of single call sites, summed by function or by package, the dearest first. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A place in the program as the inspector names it, in words. */
export function placeOf({ functionName, url, lineNumber }) {
  const file = url.startsWith("file:") ? relative(root, fileURLToPath(url)) : url;
  const name = functionName === "" ? "(anonymous)" : functionName;
  return {
    function: file === "" ? name : `${name}  ${file}:${lineNumber + 1}`,
    package: packageOf(file, name),
  };
}

function packageOf(file, name) {
  const ours = /^packages\/([^/]+)\//.exec(file)?.[1];
  const theirs = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file)?.[1];
  return ours ?? theirs ?? (file.startsWith("node:") ? "Node" : file === "" ? withoutFile(name) : "bench");
}

/** What the engine does itself, such as `(garbage collector)`; functions it has built in; functions made while running. */
function withoutFile(name) {
  return name.startsWith("(") && name !== "(anonymous)" ? name : "built in or made at run time";
}

/** @param costs `{ place, cost }`, many for one place. */
export function sharesBy(costs, key) {
  const sums = new Map();
  let total = 0;
  for (const { place, cost } of costs) {
    sums.set(place[key], (sums.get(place[key]) ?? 0) + cost);
    total += cost;
  }
  return [...sums].map(([name, cost]) => ({ name, share: cost / total })).sort((a, b) => b.share - a.share);
}

/** @param perRequest What the whole costs, of which each row tells its part. */
export function printShares(title, shares, rows, perRequest, unit) {
  console.log(`  ${title}: share, ${unit}`);
  for (const { name, share } of shares.slice(0, rows)) {
    if (share === 0) break;
    console.log(
      `    ${(100 * share).toFixed(1).padStart(5)} % ${(share * perRequest).toFixed(2).padStart(8)}  ${name}`,
    );
  }
}
