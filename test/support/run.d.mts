export function run(command: string, args: readonly string[], cwd: string): string;
