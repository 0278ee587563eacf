export const root: string;
export const cacheFolder: string;
export function modernNode(): string;
