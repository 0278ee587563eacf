/**
 * Where a logged dataset's rows lie: MLflow keeps a dataset's source as JSON, e.g. `{"uri": "/data/january.parquet"}` or
 * `{"url": "https://…"}`. Null where it says no place, as of a dataset made by code.
 */
export function datasetPlace(source: string): string | null {
  try {
    const parsed: unknown = JSON.parse(source);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const place: unknown = ['uri', 'url', 'path'].map(key => Reflect.get(parsed, key) as unknown).find(value => value !== undefined);
    return typeof place === 'string' ? place : null;
  } catch {
    return source;
  }
}
