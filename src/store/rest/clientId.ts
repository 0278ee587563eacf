import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** What tells the clients of a server apart: the machine, the process, and one store in it. */
export function makeClientId(): string {
  return `${machine()}_${process.pid}_${randomBytes(4).toString('hex')}`;
}

/** Whether a client was a process of this machine that has ended: what it left can be seen to at once. */
export function hasEnded(client: string): boolean {
  const [itsMachine, pid] = client.split('_');
  if (itsMachine !== machine() || pid === undefined || !/^\d+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}
