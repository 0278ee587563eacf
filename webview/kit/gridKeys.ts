/** What a key does in a grid. */
export type GridKey =
  | { readonly kind: 'move'; readonly row: number; readonly column: number }
  | { readonly kind: 'select' | 'open' | 'expand' | 'collapse' | 'all' };

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Arrows, Page Up and Down, Home and End move; Space selects, Enter opens; left and right in the first column fold. */
export function gridKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  at: Place,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): GridKey | null {
  if (event.altKey) return null;
  const whole = event.ctrlKey || event.metaKey;
  const target = moved(event.key, whole, at, size);
  if (target !== null) return { kind: 'move', ...target };
  if (whole) return event.key === 'a' ? { kind: 'all' } : null;
  if (event.key === ' ') return { kind: 'select' };
  if (event.key === 'Enter') return { kind: 'open' };
  if (event.key === 'ArrowRight') return { kind: 'expand' };
  return event.key === 'ArrowLeft' ? { kind: 'collapse' } : null;
}

function moved(key: string, whole: boolean, at: Place, size: { rows: number; columns: number; page: number }): Place | null {
  const { row, column } = at;
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'PageDown':
      return { row: row + size.page, column };
    case 'PageUp':
      return { row: Math.max(0, row - size.page), column };
    case 'Home':
      return whole ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return whole ? { row: size.rows - 1, column } : { row, column: size.columns - 1 };
    case 'ArrowRight':
      return column > 0 || row < 0 ? { row, column: column + 1 } : null;
    case 'ArrowLeft':
      return column > 0 ? { row, column: column - 1 } : null;
    default:
      return null;
  }
}
