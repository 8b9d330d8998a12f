/** Packages of this repository resolve to what `tsc -b` has compiled, not to their sources. */
export async function resolve(specifier, context, next) {
  const name = /^@sysplex\/([a-z-]+)$/.exec(specifier)?.[1];
  return name === undefined
    ? next(specifier, context)
    : next(new URL(`../../packages/${name}/dist/index.js`, import.meta.url).href, context);
}
