import { formatNumber } from '../kit/format';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in bytes for people, in steps of a thousand: "845 B", "1.2 MB". */
export function fileSize(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const size = bytes / 1000 ** step;
  return `${formatNumber(step === 0 ? size : Number(size.toPrecision(3)))} ${UNITS[step] ?? ''}`;
}
