/** Which network of the school an address belongs to: a name where `fmreview.yaml` gives one, and its subnet. */
import { BlockList, isIP, isIPv4 } from 'node:net';
import { z } from 'zod';
import type { Configuration } from '../configuration.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';

const RANGE = /^([^/]+)(?:\/(\d{1,3}))?$/;

/** `10.20.0.0/16`, `2001:db8::/32` or one address. */
export function isRange(text: string): boolean {
  const [, address = '', length] = RANGE.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && (length === undefined || Number(length) <= (family === 4 ? 32 : 128));
}

const familyOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [, address = '', length] = RANGE.exec(range) ?? [];
    if (length === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(length), familyOf(address));
  }
  return list;
}

/** Addresses that mean something in one network alone. */
const PRIVATE = listOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']);

const subnetOf = (address: string) =>
  isIPv4(address) && PRIVATE.check(address, 'ipv4') ? `${address.split('.').slice(0, 3).join('.')}.0/24` : null;

const COLUMNS = {
  address_id: 'INTEGER',
  subnet: 'VARCHAR',
  network: 'VARCHAR',
  place: 'VARCHAR',
};

/** Makes `address_place(address_id, subnet, network, place)`, one row an address of the store; the first network that fits. */
export async function makeAddressPlaces(store: Store, { networks }: Pick<Configuration, 'networks'>): Promise<void> {
  const lists = networks.map(({ name, place, addresses }) => ({ name, place, list: listOf(addresses) }));
  const rows = await store.query(z.object({ id: integer, ip: z.string() }), 'SELECT address_id AS id, ip FROM address');
  await store.run(
    'CREATE OR REPLACE TEMP TABLE address_place (address_id INTEGER, subnet VARCHAR, network VARCHAR, place VARCHAR)',
  );
  const placed = rows
    .filter(({ ip }) => isIP(ip) !== 0)
    .map(({ id, ip }) => {
      const network = lists.find(({ list }) => list.check(ip, familyOf(ip)));
      return { address_id: id, subnet: subnetOf(ip), network: network?.name ?? null, place: network?.place ?? null };
    });
  await store.insert('address_place', COLUMNS, placed);
}
