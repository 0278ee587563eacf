import * as assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { commands, FileSystemError, type Tab, TabInputCustom, TabInputText, TabInputWebview, Uri, window, workspace } from 'vscode';
import { artifactCalls } from '../../src/artifacts/contract';
import { type Run } from '../../src/domain/run';
import { storeCalls } from '../../src/store/contract';
import { type TreeNode } from '../../src/workbench/treeNode';
import { connectToSample, eventually, parts, rowNamed, rowsOf, scratch, valueOf } from './support';

const SCRIPT = '<script>alert(1)</script>';

/** Written among the artifacts of a run, by name. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  'notes.txt': 'just text',
  'params.json': '{"a": 1}',
  MLmodel: 'flavors: {}\n',
  'page.html': `<html><body>${SCRIPT}</body></html>`,
  'plot.svg': `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`,
  'roc.png': Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
  'README.md': `# Read me\n\n${SCRIPT}\n`,
  'analysis.ipynb': JSON.stringify({
    cells: [
      { cell_type: 'markdown', source: `# Analysis ${SCRIPT}` },
      { cell_type: 'code', source: 'print(1)' },
    ],
  }),
  'table.csv': 'a,b\n1,x\n2,\n',
  'eval_results_table.json': '{"columns": ["a"], "data": [[1], [2]]}',
  'model.pkl': Buffer.from([0x80, 0x04, 0x95, 0, 0, 0]),
};

let run: Run;
let root: string;

async function prepare(): Promise<void> {
  await connectToSample();
  const { engine } = await parts();
  const experiments = valueOf(await engine.ask(storeCalls.listExperiments, {})).items;
  const runs = valueOf(await engine.ask(storeCalls.listRuns, { experiments: experiments.map(({ experimentId }) => experimentId) })).items;
  const found = runs.find(({ artifactUri }) => path.isAbsolute(artifactUri));
  assert.ok(found, 'the sample has a run whose artifacts lie in a folder');
  run = found;
  root = run.artifactUri;
  const folder = path.join(root, 'shown');
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(FILES)) writeFileSync(path.join(folder, name), content);
  symlinkSync('/etc', path.join(folder, 'out'));
}

async function open(name: string): Promise<void> {
  const artifact = { owner: { kind: 'run', runId: run.runId }, path: `shown/${name}`, isFolder: false, name };
  await commands.executeCommand('modelOps.openArtifact', { artifact });
}

function activeTab(): Tab {
  const tab = window.tabGroups.activeTabGroup.activeTab;
  assert.ok(tab, 'nothing is open');
  return tab;
}

/** The address that a tab shows, and in what: text, an editor by its type, or a page of ours. */
function shownAs(tab: Tab): string {
  const { input } = tab;
  if (input instanceof TabInputText) return `text ${input.uri.scheme}`;
  if (input instanceof TabInputCustom) return `${input.viewType} ${input.uri.scheme}`;
  return input instanceof TabInputWebview ? input.viewType.replace(/^mainThreadWebview-/, '') : 'something else';
}

export function artifactTests(): void {
  describe('an artifact of a run', () => {
    before(prepare);
    afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

    for (const name of ['notes.txt', 'params.json', 'MLmodel', 'page.html', 'plot.svg']) {
      it(`${name} is shown as text that cannot be edited`, async () => {
        await open(name);
        await eventually(() => assert.equal(shownAs(activeTab()), 'text modelops-artifact'));
        await eventually(() => assert.equal(window.activeTextEditor?.document.getText(), String(FILES[name])));
        assert.equal(workspace.fs.isWritableFileSystem('modelops-artifact'), false);
        const language = window.activeTextEditor?.document.languageId;
        if (name === 'MLmodel') assert.equal(language, 'yaml');
        if (name === 'params.json') assert.equal(language, 'json');
      });
    }

    it("a picture is shown by VS Code's own viewer", async () => {
      await open('roc.png');
      await eventually(() => assert.equal(shownAs(activeTab()), 'imagePreview.previewEditor modelops-artifact'));
    });

    it("Markdown is shown by VS Code's preview", async () => {
      await open('README.md');
      await eventually(() => assert.equal(shownAs(activeTab()), 'markdown.preview'));
    });

    it('a notebook is shown as a page, never as a notebook', async () => {
      await open('analysis.ipynb');
      await eventually(() => assert.equal(shownAs(activeTab()), 'markdown.preview'));
      assert.equal(window.activeNotebookEditor, undefined);
      await eventually(() => {
        const page = workspace.textDocuments.find(({ uri }) => uri.scheme === 'modelops' && uri.path === '/analysis.ipynb');
        assert.match(page?.getText() ?? '', /# Analysis <\u200bscript>[\s\S]*```python\nprint\(1\)\n```/);
      });
    });

    for (const name of ['table.csv', 'eval_results_table.json', 'model.pkl']) {
      it(`${name} is shown in a page of our own`, async () => {
        await open(name);
        await eventually(() => assert.equal(shownAs(activeTab()), 'modelOps.artifactPage'));
        assert.equal(activeTab().label, name);
      });
    }

    it('is read as a table, and a pickle is known for one', async () => {
      const { engine } = await parts();
      const owner = { kind: 'run', runId: run.runId } as const;
      const table = valueOf(await engine.ask(artifactCalls.readTable, { owner, path: 'shown/table.csv' }));
      assert.deepEqual(
        [table.rowCount, table.columns.map(({ values }) => values)],
        [
          2,
          [
            [1, 2],
            ['x', null],
          ],
        ],
      );
      const facts = valueOf(await engine.ask(artifactCalls.inspect, { owner, path: 'shown/model.pkl' }));
      assert.deepEqual([facts.view, facts.kind], ['closed', 'pickle']);
    });

    it('cannot be written, and no path leads out of the root', async () => {
      const address = (below: string): Uri => Uri.from({ scheme: 'modelops-artifact', path: `/run/${run.runId}/${below}` });
      await assert.rejects(Promise.resolve(workspace.fs.writeFile(address('shown/notes.txt'), Buffer.from('x'))));
      await assert.rejects(Promise.resolve(workspace.fs.delete(address('shown/notes.txt'))));
      assert.equal(readFileSync(path.join(root, 'shown', 'notes.txt'), 'utf8'), 'just text');
      for (const below of ['../../../mlflow.db', 'shown/%2e%2e/%2e%2e/x', 'shown/out/passwd', 'shown\\..\\..\\x', 'shown/a\0b', 'c:/x']) {
        await assert.rejects(Promise.resolve(workspace.fs.readFile(address(below))), FileSystemError, below);
      }
      const before = window.tabGroups.all.flatMap(({ tabs }) => tabs).length;
      await open('../../../../mlflow.db');
      await open('out/passwd');
      assert.equal(window.tabGroups.all.flatMap(({ tabs }) => tabs).length, before);
    });

    it('is downloaded with its folder, less what a link would add', async () => {
      const { engine } = await parts();
      const folder = mkdtempSync(path.join(scratch, 'download-'));
      const request = { owner: { kind: 'run', runId: run.runId } as const, path: 'shown', folder, name: '' };
      const name = path.join(folder, '_');
      const done = valueOf(await engine.ask(artifactCalls.downloadFolder, { ...request, existing: 'keep' }));
      assert.equal(done.files, Object.keys(FILES).length);
      assert.equal(readFileSync(path.join(name, 'plot.svg'), 'utf8'), FILES['plot.svg']);
      assert.equal(existsSync(path.join(name, 'out')), false);
    });
  });

  describe('rows of artifacts', () => {
    before(prepare);

    it('lead from a version and from a logged model to files', async () => {
      const { experiments, registeredModels } = (await parts()).store.views;
      const model = await rowNamed(registeredModels, 'flight_delay_model');
      const [version] = await rowsOf(registeredModels, model.node);
      const artifacts = await rowNamed(registeredModels, 'Artifacts', version?.node);
      assert.equal(artifacts.item.contextValue, 'artifacts');
      const mlmodel = await rowNamed(registeredModels, 'MLmodel', artifacts.node);
      assert.deepEqual([mlmodel.item.contextValue, mlmodel.item.command?.command], ['artifact', 'modelOps.openArtifact']);
      assert.match(mlmodel.description, /B$/);
      const logged = await loggedModelRow();
      assert.ok(logged, 'the sample has a run with a logged model');
      await rowNamed(experiments, 'MLmodel', (await rowNamed(experiments, 'Artifacts', logged)).node);
    });
  });
}

async function loggedModelRow(): Promise<TreeNode | undefined> {
  const { experiments } = (await parts()).store.views;
  const experiment = await rowNamed(experiments, 'flight-delay');
  for (const row of await rowsOf(experiments, experiment.node)) {
    if (row.item.contextValue !== 'run') continue;
    const [model] = await rowsOf(experiments, (await rowNamed(experiments, 'Models', row.node)).node);
    if (model?.item.contextValue === 'loggedModel') return model.node;
  }
  return undefined;
}
