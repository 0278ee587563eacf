/**
 * A sum that keeps the digits which plain addition loses (Neumaier 1974, by Knuth's branch-free two-sum), so that a million
 * terms are as exact as ten. Made once per kernel: adding allocates nothing.
 */
export class CompensatedSum {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const next = this.sum + value;
    const added = next - this.sum;
    this.lost += this.sum - (next - added) + (value - added);
    this.sum = next;
  }

  total(): number {
    return this.sum + this.lost;
  }
}
