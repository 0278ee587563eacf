import { userName } from '../platform/userName';
import { type Terminal } from './command';

/** The terminal that this process was started in. */
export function processTerminal(): Terminal {
  return {
    print: text => void process.stdout.write(text),
    say: text => void process.stderr.write(text),
    watched: process.stderr.isTTY,
    environment: process.env,
    folder: process.cwd(),
    user: userName(),
  };
}
