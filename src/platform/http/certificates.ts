import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { failure, success, type Result } from '../../base/result';
import { shownPath } from '../../domain/shownText';
import { type TlsOptions } from '../httpClient';

/**
 * The certificates of a client, read once: authorities are the system's, Node's own (NODE_EXTRA_CA_CERTS included) and
 * those of the given file.
 */
export async function readCertificates(options: TlsOptions): Promise<Result<SecureContext>> {
  const authorities = await readPem(options.authoritiesFile);
  if (!authorities.ok) return authorities;
  const certificate = await readPem(options.clientCertificateFile);
  if (!certificate.ok) return certificate;
  const key = await readPem(options.clientKeyFile ?? options.clientCertificateFile);
  if (!key.ok) return key;
  return context(options, [...usualAuthorities(), ...present(authorities.value)], {
    ...(certificate.value === undefined ? {} : { cert: certificate.value }),
    ...(key.value === undefined ? {} : { key: key.value }),
  });
}

function context(options: TlsOptions, ca: readonly string[], own: { cert?: string; key?: string }): Result<SecureContext> {
  try {
    return success(createSecureContext({ ca: [...ca], ...own }));
  } catch (error) {
    const files = [options.authoritiesFile, options.clientCertificateFile, options.clientKeyFile];
    const named = present(...files).map(file => `'${shownPath(file)}'`);
    return failure('unreadable', `The certificate in ${named.join(' or ')} cannot be used.`, {
      nextStep: 'It must be a PEM file; a client certificate needs its key, without a passphrase, in the same file or in one of its own.',
      detail: String(error),
    });
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** A damaged certificate would be left out without a word later. */
async function readPem(file: string | undefined): Promise<Result<string | undefined>> {
  if (file === undefined) return success(undefined);
  try {
    const text = await readFile(file, 'utf8');
    for (const block of text.match(CERTIFICATE) ?? []) new X509Certificate(block);
    if (text.includes('-----BEGIN ')) return success(text);
    return failure('unreadable', `'${shownPath(file)}' holds no certificate.`, { nextStep: 'Choose a PEM file.' });
  } catch (error) {
    return failure('unreadable', `The certificate file '${shownPath(file)}' cannot be read.`, {
      nextStep: 'Check the path and its permissions.',
      detail: String(error),
    });
  }
}

/** Most of the system's are Node's own too, and each costs a parsing. */
function usualAuthorities(): readonly string[] {
  return [...new Set([...authorities('system'), ...authorities('default')])];
}

/** A runtime whose system store cannot be read still has its own list. */
function authorities(kind: 'system' | 'default'): readonly string[] {
  try {
    return getCACertificates(kind);
  } catch {
    return [];
  }
}

function present(...values: readonly (string | undefined)[]): readonly string[] {
  return values.filter(value => value !== undefined);
}
