/** Counts crashes and says when there were too many in too short a time to start again. Times are milliseconds. */
export class CrashCounter {
  private times: number[] = [];

  constructor(private readonly limit: { readonly allowed: number; readonly withinMs: number }) {}

  add(now: number): void {
    this.times = [...this.times.filter(time => now - time < this.limit.withinMs), now];
  }

  /** True once more crashes than allowed fell into one window; stays so until `forget`. */
  get exceeded(): boolean {
    return this.times.length > this.limit.allowed;
  }

  forget(): void {
    this.times = [];
  }
}
