// node scripts/l10n.mjs: writes l10n/bundle.l10n.json, the texts to translate. A test says when it is out of date.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { l10nTexts } from './support/l10nTexts.mjs';
import { root } from './support/toolchain.mjs';

mkdirSync(path.join(root, 'l10n'), { recursive: true });
writeFileSync(path.join(root, 'l10n', 'bundle.l10n.json'), `${JSON.stringify(l10nTexts(), null, 2)}\n`);
