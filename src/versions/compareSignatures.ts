import { type Signature, type SignatureColumn } from '../formats/contract';
import { type SignatureComparison, type SignatureRow } from './contract';
import { differenceOf, type Sides } from './textRows';

/**
 * The columns and params of two signatures side by side: what was added, removed, or changed its type, its default or
 * whether it is required. The order of the columns counts for nothing but a word in the verdict, since MLflow looks named
 * columns up by their names; that of params counts for nothing at all.
 */
export function compareSignatures({ from, to }: Sides<Signature>): SignatureComparison {
  const inputs = compareColumns({ from: from?.inputs ?? null, to: to?.inputs ?? null });
  const outputs = compareColumns({ from: from?.outputs ?? null, to: to?.outputs ?? null });
  const params = compareColumns({ from: from?.params ?? null, to: to?.params ?? null });
  const rows = { inputs, outputs, params };
  if (from === null || to === null) return { verdict: 'unknown', ...rows };
  if ([...inputs, ...outputs, ...params].some(row => row.difference !== 'same')) return { verdict: 'different', ...rows };
  const isInOrder = sameOrder(from.inputs, to.inputs) && sameOrder(from.outputs, to.outputs);
  return { verdict: isInOrder ? 'same' : 'orderOnly', ...rows };
}

function compareColumns(sides: Sides<readonly SignatureColumn[]>): readonly SignatureRow[] {
  const [left, right] = [keyed(sides.from ?? []), keyed(sides.to ?? [])];
  const keys = new Set([...left.keys(), ...right.keys()]);
  return [...keys].map(key => {
    const [before, after] = [left.get(key) ?? null, right.get(key) ?? null];
    const columns = { from: before?.column ?? null, to: after?.column ?? null };
    return { name: before?.name ?? after?.name ?? '', ...columns, difference: differenceOf(sides, columns, isSameColumn) };
  });
}

interface Keyed {
  readonly name: string;
  readonly column: SignatureColumn;
}

/** By name; a second column of a name, and those without one, by their place among them. */
function keyed(columns: readonly SignatureColumn[]): Map<string, Keyed> {
  const seen = new Map<string | null, number>();
  return new Map(
    columns.map(column => {
      const place = (seen.get(column.name) ?? 0) + 1;
      seen.set(column.name, place);
      return [JSON.stringify([column.name, place]), { name: column.name ?? `#${place}`, column }];
    }),
  );
}

function isSameColumn(from: SignatureColumn, to: SignatureColumn): boolean {
  return from.type === to.type && from.detail === to.detail && from.required === to.required;
}

function sameOrder(from: readonly SignatureColumn[], to: readonly SignatureColumn[]): boolean {
  return from.every((column, index) => column.name === to[index]?.name);
}
