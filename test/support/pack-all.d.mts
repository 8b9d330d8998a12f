export function packageFolders(): string[];
export function packAll(destination: string): string[];
