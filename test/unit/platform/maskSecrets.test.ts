import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../../src/platform/maskSecrets';

describe('maskSecrets', () => {
  it.each([
    ['https://ana:hunter2@mlflow.example/api', 'https://***@mlflow.example/api'],
    ['https://ana:p%40ss@host', 'https://***@host'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer ***'],
    ['authorization: basic YW5hOnh5eg==', 'authorization: basic ***'],
    ['MLFLOW_TRACKING_TOKEN=abc123 next', 'MLFLOW_TRACKING_TOKEN=*** next'],
    ['{"password": "x y", "user": "ana"}', '{"password": ***, "user": "ana"}'],
    ["aws_secret_access_key = 'k/+'", 'aws_secret_access_key = ***'],
    ['https://s3/x?sig=abc&sv=1', 'https://s3/x?sig=***&sv=1'],
    ['api-key: abc', 'api-key: ***'],
    ['at https://ana:p@ss@host/x, https://b', 'at https://***@host/x, https://b'],
    ['Set-Cookie: session=abc; Path=/', 'Set-Cookie: ***'],
    ['authorization: ApiKey abc', 'authorization: ***'],
    ['Proxy-Authorization: Basic YW5hOnh5eg==', 'Proxy-Authorization: Basic ***'],
    ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.abc-_d end', 'got *** end'],
    ['dapi0123456789abcdef0123456789abcdef', '***'],
    ['key AKIAIOSFODNN7EXAMPLE.', 'key ***.'],
  ])('%s → %s', (text, masked) => expect(maskSecrets(text)).toBe(masked));

  it('leaves other text as it is', () => {
    const text = 'unreadable: mlflow.db is no SQLite database (tokens per second: many; 3 × 4 = 12) at sqlite:////home/ana/mlflow.db';
    expect(maskSecrets(text)).toBe(text);
  });
});

it('known secrets are masked wherever they stand', () => {
  expect(maskSecrets('engine: hunter2 is wrong, see /x?p=p%40ss', ['hunter2', 'p@ss', 'is'])).toBe('engine: *** is wrong, see /x?p=***');
});
