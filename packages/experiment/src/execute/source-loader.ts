/**
 * The file that a thread of this package begins with.
 *
 * Packages are published compiled. In a clone of the repository the sources run as they are, and a thread has to load what
 * compiles them first: a small file of the same name in `bin` does so.
 */

/** @param name Of a module beside this one, without its ending. Its default export is what the thread does. */
export function threadFile(name: string): URL {
  const isSource = import.meta.url.endsWith(".ts");
  return new URL(isSource ? `../../bin/${name}.mjs` : `./${name}.js`, import.meta.url);
}
