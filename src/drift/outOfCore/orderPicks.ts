/** The values at a few places of sorted values whose groups are told one by one. */
export class OrderPicks {
  private readonly picks = new Map<number, number>();
  private readonly wanted: readonly number[];
  private next = 0;
  private passed = 0;

  constructor(places: readonly number[]) {
    this.wanted = [...new Set(places)].sort((a, b) => a - b);
  }

  visit(value: number, count: number): void {
    this.passed += count;
    for (let place = this.wanted[this.next]; place !== undefined && place < this.passed; place = this.wanted[++this.next])
      this.picks.set(place, value);
  }

  at(place: number): number {
    return this.picks.get(place) ?? NaN;
  }
}

/** Places that the quartiles of both sides together lie between. */
export function quartilePlaces(count: number): number[] {
  return [0.25, 0.75].flatMap(share => [Math.floor((count - 1) * share), Math.floor((count - 1) * share) + 1]);
}
