import { type ColumnWindow } from '../domain/columnWindow';
import { driftedWindows } from '../domain/driftedWindows';

/** From when on windows drifted, and from when on further than chance alone takes them; null if none did. */
export function firstWindows(windows: readonly ColumnWindow[]): string | null {
  const { drifted, beyond } = driftedWindows(windows);
  const [[first], [firstBeyond]] = [drifted, beyond];
  if (first === undefined) return null;
  const from = `First drifted window: ${moment(first)}`;
  if (firstBeyond === first) return `${from}.`;
  return `${from}, within sampling noise${firstBeyond === undefined ? ' as all that drifted' : `; the first beyond it: ${moment(firstBeyond)}`}.`;
}

/** In UTC, as windows are cut; the hour only where there is one. */
function moment({ from }: ColumnWindow): string {
  const text = new Date(from).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 16).replace('T', ' ')} UTC`;
}
