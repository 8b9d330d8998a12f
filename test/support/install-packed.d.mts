export function installPacked(folder: string): string[];
export function installTarballs(folder: string, tarballs: readonly string[]): void;
