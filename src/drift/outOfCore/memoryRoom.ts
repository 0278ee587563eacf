/** Bytes that a value takes while it is compared: itself, and its copy while it is sorted. */
const COPIES = 2;

/** Columns that are in memory at one time. */
export const COLUMNS_IN_FLIGHT = 4;

/** As many distinct texts of usual length have room at any limit that is of use. */
const ROWS_NEVER_TOO_MANY = 2_000_000;

/** Whether so many bytes of a column have room while others are compared too. */
export function hasRoom(bytes: number, limit: number): boolean {
  return bytes * COPIES * COLUMNS_IN_FLIGHT <= limit;
}

/** Whether so few rows have room whatever they hold, so that nobody need look. */
export function hasRoomAnyway(rows: number, limit: number): boolean {
  return rows <= ROWS_NEVER_TOO_MANY && hasRoom(8 * rows, limit);
}
