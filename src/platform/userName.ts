import { userInfo } from 'node:os';

/** The operating system's name of who runs this. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no entry.
    return process.env['USER'] ?? process.env['USERNAME'] ?? 'unknown';
  }
}
