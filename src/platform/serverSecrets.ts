import { originOf, type SavedConnection } from '../domain/savedConnection';

/** Where secrets are kept: VS Code's SecretStorage fits. */
export interface SecretKeeper {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

type Bound = Pick<SavedConnection, 'id' | 'uri' | 'auth'>;

/**
 * Passwords and tokens in a keeper of secrets. Each belongs to one connection at one origin (scheme, host, port): a
 * connection whose address is changed to another origin has none until it is entered again.
 */
export class ServerSecrets {
  /** @param hide told every secret that is read or kept, so that no log shows it. */
  constructor(
    private readonly storage: SecretKeeper,
    readonly hide: (secret: string) => void,
  ) {}

  /** Null if there is none, or none any more: some hosts keep secrets for a session only. */
  async of(connection: Bound): Promise<string | null> {
    const key = secretKey(connection);
    const secret = key === null ? undefined : await this.storage.get(key);
    if (secret === undefined) return null;
    this.hide(secret);
    return secret;
  }

  async keep(connection: Bound, secret: string): Promise<void> {
    const key = secretKey(connection);
    if (key === null) return;
    this.hide(secret);
    await this.storage.store(key, secret);
  }

  async forget(connection: Bound): Promise<void> {
    for (const auth of ['basic', 'bearer'] as const) {
      const key = secretKey({ ...connection, auth });
      if (key !== null) await this.storage.delete(key);
    }
  }
}

/** Null where no secret may be kept: for a file, and for a server that wants none. */
function secretKey({ id, uri, auth }: Bound): string | null {
  const origin = originOf(uri);
  return origin === null || auth === 'none' ? null : `modelOps.${auth} ${origin} ${id}`;
}
