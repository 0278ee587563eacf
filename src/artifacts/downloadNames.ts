/** Bytes of a name that every file system takes, with room for a number. */
const LONGEST_NAME = 200;

/** Names that Windows keeps for devices, with any extension. */
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])([.]|$)/i;

/**
 * Where each file of a download goes, below the chosen folder: its path with every part made a name that is safe on every
 * system. No part leads upwards, names a drive or a device, hides or reorders characters, or differs from another by case alone.
 */
export function downloadNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Map<string, string>();
  const parents = new Map<string, string>([['', '']]);
  const place = (path: string): string => {
    const known = parents.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const parent = place(cut < 0 ? '' : path.slice(0, cut));
    const name = freeName(safeName(path.slice(cut + 1)), candidate => taken.has(key(parent, candidate)));
    taken.set(key(parent, name), path);
    const placed = parent === '' ? name : `${parent}/${name}`;
    parents.set(path, placed);
    return placed;
  };
  return new Map(paths.map(path => [path, place(path)]));
}

/** One part of a path as a file name; what is left of a name of only unsafe characters is '_'. */
export function safeName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, '_')
    .replace(/[. ]+$/, end => '_'.repeat(Math.min(end.length, 2)))
    .trimStart();
  const short = shortened(plain);
  if (short === '') return '_';
  return DEVICES.test(short) ? `_${short}` : short;
}

function key(parent: string, name: string): string {
  return `${parent}/${name}`.normalize('NFC').toLowerCase();
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 2; ; number++) {
    const candidate = `${stem} (${number})${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** A long name loses characters before its extension. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return name;
  const extension = /[.][\w]{1,15}$/.exec(name)?.[0] ?? '';
  const letters = [...name.slice(0, name.length - extension.length)];
  let stem = '';
  let bytes = extension.length;
  for (const letter of letters) {
    bytes += Buffer.byteLength(letter);
    if (bytes > LONGEST_NAME) break;
    stem += letter;
  }
  return stem + extension;
}
