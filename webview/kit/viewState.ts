import { editor } from './editor';

/** What a page remembers of how it is looked at: flat, so that a state of another version is read safely. */
export type View = Readonly<Record<string, string | number | boolean>>;

/** What VS Code keeps for the page over a reload of the window; `savedAs` lets the host find the report again. */
interface Kept {
  readonly savedAs?: string | null;
  readonly view?: Readonly<Record<string, unknown>>;
}

let kept: Kept = readKept();

/** The remembered view, with the defaults for what is not there or of another type. */
export function loadView<V extends View>(defaults: V): V {
  const remembered = kept.view ?? {};
  const usable = Object.entries(remembered).filter(([key, value]) => key in defaults && typeof value === typeof defaults[key]);
  return { ...defaults, ...Object.fromEntries(usable) };
}

export function saveView(view: View): void {
  keep({ ...kept, view });
}

export function rememberReport(savedAs: string | null): void {
  keep({ ...kept, savedAs });
}

function keep(next: Kept): void {
  kept = next;
  editor?.setState(kept);
}

function readKept(): Kept {
  const state = editor?.getState();
  return typeof state === 'object' && state !== null ? state : {};
}
