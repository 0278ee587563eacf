import { type TextDescriptorName } from '../../domain/textDescriptor';
import { type ColumnRules } from '../columnRules';
import { type ColumnTask } from '../compareColumn';

/**
 * A descriptor as the numeric column that it is compared as: what is set for all columns and for numeric ones counts, what
 * is set for the column itself is of its texts.
 */
export function descriptorTask(
  name: TextDescriptorName,
  { profile, methods, thresholds }: ColumnRules,
): Omit<ColumnTask, 'reference' | 'current'> & Required<Pick<ColumnTask, 'rules'>> {
  const rules = { profile, methods: { ...methods, columns: {} }, thresholds: { ...thresholds, columns: {} } };
  return { name, role: 'feature', type: 'numeric', fileType: 'DOUBLE', rules };
}
