import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate with its key, made by the test that uses it. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  readonly issue: (wanted: Wanted) => TestCertificate;
}

interface Wanted {
  readonly name: string;
  /** IPv4 addresses and DNS names that it stands for. */
  readonly hosts?: readonly string[];
  readonly authority?: boolean;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** A certificate that signed itself: an authority, or a server that nobody vouches for. */
export function selfSigned(wanted: Wanted): TestCertificate {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return certificate(wanted, pair, { name: wanted.name, key: pair.privateKey });
}

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function certificate(wanted: Wanted, pair: Pair, issuer: { readonly name: string; readonly key: KeyObject }): TestCertificate {
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    commonName(issuer.name),
    sequence(time(wanted.notBefore ?? daysFromNow(-1)), time(wanted.notAfter ?? daysFromNow(1))),
    commonName(wanted.name),
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(wanted))),
  );
  const signature = tagged(0x03, Buffer.from([0]), sign('sha256', body, issuer.key));
  return {
    cert: pem('CERTIFICATE', sequence(body, ECDSA_SHA256, signature)),
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    issue: next => certificate(next, generateKeyPairSync('ec', { namedCurve: 'P-256' }), { name: wanted.name, key: pair.privateKey }),
  };
}

function extensions({ hosts = [], authority = false }: Wanted): Buffer[] {
  const basic = extension('551d13', sequence(...(authority ? [Buffer.from('0101ff', 'hex')] : [])), true);
  if (hosts.length === 0) return [basic];
  return [basic, extension('551d11', sequence(...hosts.map(hostName)))];
}

function hostName(host: string): Buffer {
  const isAddress = /^[\d.]+$/.test(host);
  return isAddress ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(tagged(0x06, Buffer.from(id, 'hex')), ...(critical ? [Buffer.from('0101ff', 'hex')] : []), tagged(0x04, value));
}

const ECDSA_SHA256 = sequence(tagged(0x06, Buffer.from('2a8648ce3d040302', 'hex')));

function commonName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(tagged(0x06, Buffer.from('550403', 'hex')), tagged(0x0c, Buffer.from(name)))));
}

function time(date: Date): Buffer {
  return tagged(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}

function integer(value: Buffer): Buffer {
  return tagged(0x02, value);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

/** A value of DER: tag, length, content. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}
