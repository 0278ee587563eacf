import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { DETECTOR_NAMES, type DetectorName, detectorParameters, readDetectorSetup } from '../../domain/detectorParameters';
import { type DataFiles } from '../../workbench/dataFiles';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { askText, type Choice, pick } from '../../workbench/pick';
import { type RememberedSetups } from '../../workbench/rememberedSetup';
import { detectCalls, type DetectRequest } from '../contract';

export interface DetectQuestions {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly files: DataFiles;
  readonly remembered: RememberedSetups;
}

type Texts = Readonly<Record<string, string>>;

/** Asks what to watch: the data, the column, the detector, and its parameters if they are to change. Undefined: dismissed, or told why not. */
export async function askDetection({ engine, notices, files, remembered }: DetectQuestions): Promise<DetectRequest | undefined> {
  const title = l10n.t('Detect Concept Drift');
  const before = remembered.of(null);
  const last = before.files['data'];
  const data = await files.pick({
    title: l10n.t('{0} (1/4): data', title),
    placeholder: l10n.t('Rows in time order with the error or the loss of each'),
    offered: last === undefined ? [] : [{ path: last, note: l10n.t('used the last time') }],
  });
  if (data === undefined) return undefined;
  const columns = await engine.ask(detectCalls.columns, { data });
  if (!columns.ok) {
    notices.fail(columns.failure);
    return undefined;
  }
  const column = await askColumn(l10n.t('{0} (2/4): column', title), columns.value, before.roles['column']?.[0]);
  if (column === undefined) return undefined;
  const detector = await askDetector(l10n.t('{0} (3/4): detector', title));
  if (detector === undefined) return undefined;
  const parameters = await askParameters(l10n.t('{0} (4/4): parameters of {1}', title, detector), detector);
  if (parameters === undefined) return undefined;
  await remembered.keep(null, { files: { data }, roles: { column: [column] } });
  return { data, column, detector, parameters, seed: null };
}

/** The column of the last time comes first, where the data have it. */
async function askColumn(title: string, columns: readonly string[], last: string | undefined): Promise<string | undefined> {
  const ordered = [...columns.filter(column => column === last), ...columns.filter(column => column !== last)];
  return await pick(
    { title, placeholder: l10n.t('Errors as 0 and 1, or losses') },
    ordered.map((column): Choice<string> => ({ label: plainLabel(column), value: column })),
  );
}

async function askDetector(title: string): Promise<DetectorName | undefined> {
  const choices = DETECTOR_NAMES.map((detector): Choice<DetectorName> => ({ ...detectorWords(detector), value: detector }));
  return await pick({ title, placeholder: l10n.t('Which detector?') }, choices);
}

/** What a detector is called, and when to use it. */
function detectorWords(detector: DetectorName): { readonly label: string; readonly detail: string } {
  const words: Readonly<Record<DetectorName, readonly [label: string, detail: string]>> = {
    adwin: ['ADWIN', l10n.t('Any numbers. A window that grows while nothing changes: a good first choice')],
    ddm: ['DDM', l10n.t('Errors as 0 and 1. Warns, then detects a sudden rise of the error rate')],
    eddm: ['EDDM', l10n.t('Errors as 0 and 1. Watches the distance between errors: for gradual changes')],
    hddm_a: ['HDDM-A', l10n.t('Values from 0 to 1. Hoeffding’s bound on means: sudden changes with few false alarms')],
    hddm_w: ['HDDM-W', l10n.t('Values from 0 to 1. The same on weighted means: quicker, also for gradual changes')],
    page_hinkley: ['Page–Hinkley', l10n.t('Any numbers. Sums of deviations from the mean; its threshold is in units of the values')],
    kswin: ['KSWIN', l10n.t('Any numbers. Kolmogorov–Smirnov on a sliding window: also changes that leave the mean as it is')],
  };
  const [label, detail] = words[detector];
  return { label, detail };
}

/** Shows the parameters with river's defaults, lets each be changed, and goes ahead on the first row. */
async function askParameters(title: string, detector: DetectorName): Promise<Texts | undefined> {
  let texts: Texts = {};
  for (;;) {
    const go: Choice<string | null> = { label: l10n.t('Detect now'), iconPath: new ThemeIcon('play'), value: null };
    const rows = Object.entries(detectorParameters[detector]).map(([name, rule]): Choice<string | null> => ({
      label: name,
      description: texts[name] ?? l10n.t('{0}, the default', String(rule.default)),
      detail: rule.legal,
      value: name,
    }));
    const chosen = await pick({ title, placeholder: l10n.t('Enter goes ahead with what is shown; choose a row to change it') }, [
      go,
      ...rows,
    ]);
    if (chosen === undefined) return undefined;
    if (chosen === null) return texts;
    texts = await askParameter(title, { detector, name: chosen, texts });
  }
}

/** What cannot be is told while it is typed; an empty text is the default. */
async function askParameter(
  title: string,
  { detector, name, texts }: { readonly detector: DetectorName; readonly name: string; readonly texts: Texts },
): Promise<Texts> {
  const others = Object.fromEntries(Object.entries(texts).filter(([other]) => other !== name));
  const changed = (text: string): Texts => (text.trim() === '' ? others : { ...others, [name]: text.trim() });
  const typed = await askText({
    title,
    prompt: l10n.t('{0}; empty for the default', name),
    value: texts[name] ?? '',
    validateInput: text => {
      const read = readDetectorSetup(detector, changed(text));
      return read.ok ? undefined : read.failure.message;
    },
  });
  return typed === undefined ? texts : changed(typed);
}
