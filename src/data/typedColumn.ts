import { planForType } from './pandasTypes';
import { type SourceColumn } from './tableSource';

/** A column whose file says its type. @param value the column as an SQL expression. @param dtype pandas' type, where the file records it. */
export function typedColumn(name: string, type: string, value: string, dtype?: string): SourceColumn {
  const plan = planForType(type, value, dtype);
  return { name, fileType: type, value, plan: () => Promise.resolve(plan) };
}
