/** Paths between scenario files: relative, with forward slashes, on every operating system. */

export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || path.includes("\\") || /^[A-Za-z]:/.test(path);
}

/** `path`, written in a file of `folder`, as a path from the scenario's folder; always without `.` and inner `..`. */
export function joinPath(folder: string, path: string): string {
  if (isAbsolutePath(path)) return path;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

/** The folder of a file; empty: the folder that paths start from. */
export function folderOf(path: string): string {
  return path.split("/").slice(0, -1).join("/");
}
