/** A certificate that a server signs for itself: enough for a browser that is told to take any. Nothing of it is kept. */
import { generateKeyPairSync, sign } from 'node:crypto';

export interface OwnCertificate {
  readonly key: string;
  readonly cert: string;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const BIT_STRING = 0x03;
const INTEGER = 0x02;
const UTF8 = 0x0c;
const UTC_TIME = 0x17;
const ECDSA_WITH_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');

const lengthOf = (bytes: number) => {
  if (bytes < 0x80) return Buffer.from([bytes]);
  const digits = bytes.toString(16);
  const long = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.from([0x80 | long.length, ...long]);
};

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

const text = (tag: number, value: string) => der(tag, Buffer.from(value, 'utf8'));
const bits = (value: Buffer) => der(BIT_STRING, Buffer.from([0]), value);

/** X.509 in its first version, which has no extensions. */
export function ownCertificate(name: string): OwnCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
  const who = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text(UTF8, name))));
  const times = der(SEQUENCE, text(UTC_TIME, '200101000000Z'), text(UTC_TIME, '491231000000Z'));
  const serial = der(INTEGER, Buffer.from([1]));
  const told = der(SEQUENCE, serial, algorithm, who, times, who, publicKey.export({ type: 'spki', format: 'der' }));
  const whole = der(SEQUENCE, told, algorithm, bits(sign('sha256', told, privateKey)));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
