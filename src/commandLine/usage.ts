import { type Command } from './command';
import { type Options } from './parseArguments';

/** An option that is wider stands on a line of its own, above its help. */
const WIDEST_HEAD = 32;

/** `modelops --help`. */
export function overview(commands: readonly Command[], shared: Options): string {
  const width = longest(commands.map(({ words }) => words));
  return [
    'Usage: modelops COMMAND …',
    '',
    ...commands.map(({ words, summary }) => `  ${words.padEnd(width)}  ${summary}`),
    '',
    'For every command:',
    ...optionLines({ ...shared, version: { placeholder: null, help: 'Print the version.', read: () => unread() } }),
    '',
    'Exit codes: 0 done, 1 failed and nothing written, 2 wrong usage, 3 drift under --fail-on-drift.',
    'History names who changed something by MODELOPS_ACTOR, else by the user name of the operating system.',
  ].join('\n');
}

/** How one command is used, with its options: `modelops runs list --help`. */
export function commandHelp(command: Command, shared: Options): string {
  const lines = optionLines(command.options);
  return [
    usageLine(command),
    '',
    command.summary,
    ...(lines.length > 0 ? ['', ...lines] : []),
    '',
    'For every command:',
    ...optionLines(shared),
  ].join('\n');
}

/** One line; what follows the command's words is what it takes. */
function usageLine({ words, positionals, options }: Command): string {
  const given = Object.entries(options).filter(([, { help }]) => help !== '');
  const parts = given.map(([name, { placeholder, valueOptional, help }]) => {
    const value = placeholder === null ? '' : valueOptional ? `[=${placeholder}]` : ` ${placeholder}`;
    return help.endsWith('Needed.') ? `--${name}${value}` : `[--${name}${value}]`;
  });
  return ['Usage: modelops', words, ...positionals, ...parts].join(' ');
}

function optionLines(options: Options): string[] {
  const shown = Object.entries(options).filter(([, { help }]) => help !== '');
  const heads = shown.map(
    ([name, { placeholder, valueOptional }]) =>
      `--${name}${placeholder === null ? '' : valueOptional ? `[=${placeholder}]` : ` ${placeholder}`}`,
  );
  const width = longest(heads.filter(head => head.length <= WIDEST_HEAD));
  return shown.flatMap(([, { help }], place) => {
    const head = heads[place] ?? '';
    return head.length > width ? [`  ${head}`, `  ${' '.repeat(width)}  ${help}`] : [`  ${head.padEnd(width)}  ${help}`];
  });
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(text => text.length));
}

function unread(): never {
  throw new Error('Only the usage shows this option.');
}
