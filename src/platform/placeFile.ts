import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from './replaceFile';

/** Writes a file as `replaceFile` does, where a person said to: folders that are not there yet are made. */
export async function placeFile(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await replaceFile(file, content);
}
