/** Where a window begins, in UTC, as windows are cut; the hour only where there is one. */
export function windowMoment(epoch: number): string {
  const text = new Date(epoch).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 16).replace('T', ' ')} UTC`;
}
