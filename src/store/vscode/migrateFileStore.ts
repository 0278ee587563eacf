import { env, l10n } from 'vscode';
import { type Notices } from '../../workbench/notices';

const COMMAND = 'mlflow migrate-filestore --source mlruns --target sqlite:///mlflow.db';

/** Says what an `mlruns` folder is and which command of MLflow brings it into a database. It runs nothing. */
export function explainFileStore(notices: Notices): void {
  const sentence = l10n.t(
    "mlruns is MLflow's old file store, which MLflow itself no longer recommends. This brings it into a database, with MLflow 3.10 or newer: {0}",
    COMMAND,
  );
  notices.say(sentence, { title: l10n.t('Copy Command'), run: () => env.clipboard.writeText(COMMAND) });
}
