import { type ExplainReport } from '../../src/explain/contract';
import { button, textField } from '../kit/controls';
import { element } from '../kit/element';

/** A field for a row's number in the file and buttons to the row before and after. */
export function rowPicker(report: ExplainReport, keptRow: number, onChoose: (keptRow: number) => void): HTMLElement {
  const said = element('span', { class: 'muted', role: 'status' });
  const kept = report.values?.length ?? 0;
  const goTo = (text: string): void => {
    const number = Number(text.trim());
    const place = text.trim() === '' ? -1 : report.rowIndex.indexOf(number);
    if (place >= 0 && place < kept) onChoose(place);
    else said.textContent = `Row ${text.trim() || '?'} is not among the ${kept} explained rows.`;
  };
  const field = textField({
    label: 'Row number in the file',
    placeholder: 'row',
    value: String(report.rowIndex[keptRow] ?? keptRow),
    onEnter: goTo,
  });
  const step = (by: number): void => onChoose((keptRow + by + kept) % kept);
  return element(
    'div',
    { class: 'toolbar row-picker' },
    element('span', { class: 'label' }, 'Row'),
    field,
    button('Show', () => goTo(field.value)),
    button('Previous', () => step(-1)),
    button('Next', () => step(1)),
    said,
  );
}
