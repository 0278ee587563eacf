export interface RunningCodeServer {
  readonly address: string;
  log(): string;
  stop(): void;
}

export function ensureCodeServer(): void;
export function installExtension(vsix: string, extensionsFolder: string): void;
export function startCodeServer(options: {
  userData: string;
  extensions: string;
  folder?: string;
  trusted?: boolean;
  env?: Record<string, string>;
}): Promise<RunningCodeServer>;
