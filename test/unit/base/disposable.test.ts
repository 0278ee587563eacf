import { expect, test } from 'vitest';
import { DisposableStore } from '../../../src/base/disposable';

test('disposes in reverse order, once', () => {
  const order: string[] = [];
  const store = new DisposableStore();
  store.add({ dispose: () => order.push('first') });
  store.add({ dispose: () => order.push('second') });
  store.dispose();
  store.dispose();
  expect(order).toEqual(['second', 'first']);
});

test('what is added after disposal is disposed at once', () => {
  const store = new DisposableStore();
  store.dispose();
  let disposed = false;
  store.add({ dispose: () => (disposed = true) });
  expect(disposed).toBe(true);
});
