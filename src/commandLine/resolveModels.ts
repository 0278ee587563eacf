import { failure, type Result } from '../base/result';
import { parseModelUri } from '../domain/modelUri';
import { shownText } from '../domain/shownText';
import { type RegistryStore } from '../store/contract';
import { type Session } from './command';

type ResolveModel = RegistryStore['resolveModel'];

/** Calls `use` with what finds models. The store is opened only if `model` is one that a store knows: a path needs none. */
export async function withModels<T>(
  session: Session,
  model: string | null,
  use: (resolveModel: ResolveModel) => Promise<Result<T>>,
): Promise<Result<T>> {
  const named = model === null ? null : parseModelUri(model);
  if (named !== null && !named.ok) return named;
  if (named !== null && named.value.kind !== 'location') return await session.withStore(store => use(uri => store.resolveModel(uri)));
  const { resolveLocalModel } = session.services;
  return await use(uri =>
    Promise.resolve(
      resolveLocalModel(uri) ??
        failure('unsupported', `'${shownText(uri)}' is no model that can be read.`, { nextStep: 'Name a model folder or file.' }),
    ),
  );
}
