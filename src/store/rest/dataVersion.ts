import { createHash } from 'node:crypto';
import { success, type Result } from '../../base/result';
import { type MlflowApi } from './mlflowApi';

/** So many of the models that changed last, of the newest experiments and of their newest runs are looked at. */
const LOOKED_AT = 50;

/**
 * A number that grows when what the trees show first has changed: the models that changed last with their tags, aliases
 * and newest versions, the newest experiments, and their newest runs. A server has no counter of changes: an alias moved
 * elsewhere on a model that has not changed for long is seen by refreshing.
 */
export class DataVersion {
  private digest = '';
  private version = 0;

  constructor(private readonly api: MlflowApi) {}

  async read(): Promise<Result<number>> {
    const [models, experiments] = await Promise.all([this.models(), this.experiments()]);
    if (!models.ok) return models;
    if (!experiments.ok) return experiments;
    const runs = await this.runs(experiments.value.ids);
    if (!runs.ok) return runs;
    const digest = createHash('sha256')
      .update(JSON.stringify([models.value, experiments.value.text, runs.value]))
      .digest('hex');
    if (digest !== this.digest) this.version++;
    this.digest = digest;
    return success(this.version);
  }

  private async models(): Promise<Result<string>> {
    const query = { max_results: LOOKED_AT, order_by: ['last_updated_timestamp DESC'] };
    return await this.api.get('registered-models/search', query, answer => answer.json());
  }

  private async experiments(): Promise<Result<{ ids: string[]; text: string }>> {
    const query = { max_results: LOOKED_AT, view_type: 'ALL', order_by: ['last_update_time DESC'] };
    return await this.api.search('experiments/search', query, answer => ({
      ids: answer.list('experiments').map(experiment => experiment.id('experiment_id')),
      text: answer.json(),
    }));
  }

  private async runs(experiments: readonly string[]): Promise<Result<string>> {
    if (experiments.length === 0) return success('');
    const query = { experiment_ids: experiments, run_view_type: 'ALL', max_results: LOOKED_AT };
    return await this.api.search('runs/search', query, answer => answer.json());
  }
}
