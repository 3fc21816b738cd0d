import type { Action } from '../action-words.js';
import { derive } from '../transforms.js';

/** Of URL filtering: `alert` lets through and logs. */
export const PALO_ALTO_ACTIONS: Readonly<Record<string, Action>> = {
  alert: 'allowed',
  'reset-client': 'blocked',
  'reset-server': 'blocked',
  'reset-both': 'blocked',
  'drop-packet': 'blocked',
  'block-ip': 'blocked',
};

/** Methods are written small; a method that it could not read is no method. */
export const upperMethod = derive('VARCHAR', null, (raw) => `nullif(upper(${raw}), 'UNKNOWN')`);

/** Logs that are no THREAT logs. */
export const OTHER_TYPES: readonly string[] = [
  ...['TRAFFIC', 'SYSTEM', 'CONFIG', 'HIPMATCH', 'HIP-MATCH', 'GLOBALPROTECT', 'CORRELATION', 'USERID', 'DECRYPTION'],
  ...['AUTHENTICATION', 'AUTH', 'IPTAG', 'IP-TAG', 'SCTP', 'GTP', 'TUNNEL', 'AUDIT', 'WILDFIRE'],
];

/** THREAT logs that are no requests for pages. */
export const OTHER_SUBTYPES: readonly string[] = [
  ...['virus', 'spyware', 'vulnerability', 'wildfire', 'wildfire-virus', 'ml-virus', 'file', 'data', 'dlp', 'scan'],
  ...['flood', 'packet', 'resource', 'dns', 'domain-edl', 'inline-cloud-c2', 'url-content'],
];
