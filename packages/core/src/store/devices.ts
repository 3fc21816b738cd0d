/** Staged rows of the device registry: which address is which device. Names and rooms are sealed. */
import { z } from 'zod';
import { integer } from './database.js';
import { DIMENSIONS, intern } from './intern.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import { type AddressRow, addressRow } from './resolve.js';
import type { SealedText } from './sealed-texts.js';

const deviceRow = z.object({
  line: integer,
  device: z.string(),
  type: z.string().nullable(),
  location: z.string().nullable(),
  sourceIp: z.string().nullable(),
  shared: z.boolean().nullable(),
});

export async function loadDevices(store: Store, loading: Loading): Promise<SealedText[]> {
  const rows = await store.query(deviceRow, `SELECT s.${loading.line} AS line, * FROM staging AS s WHERE fault = 0`);
  const keys = rows.map((row) => store.keyring.keyOf('device', row.device.toLowerCase()));
  const devices = await intern(
    store,
    DIMENSIONS.device,
    keys.map((key) => ({ device_key: key })),
  );
  const places = rows.map(
    ({ sourceIp }): AddressRow => (sourceIp === null ? { row: { ip: '' } } : addressRow(store, sourceIp)),
  );
  const addresses = await intern(
    store,
    DIMENSIONS.address,
    places.map(({ row }) => row),
  );
  await store.insert(
    'device_place',
    { import_id: 'INTEGER', line: 'BIGINT', device_id: 'INTEGER', address_id: 'INTEGER', shared: 'BOOLEAN' },
    rows.map((row, index) => ({
      import_id: loading.importId,
      line: row.line,
      device_id: devices[index],
      address_id: row.sourceIp === null ? null : addresses[index],
      shared: row.shared,
    })),
  );
  const named = rows.flatMap((row, index): SealedText[] => {
    const key = keys[index] ?? '';
    const texts = { text: row.device, type: row.type, location: row.location };
    return Object.entries(texts).flatMap(([field, text]) =>
      text === null ? [] : [{ kind: 'device', key, field, text }],
    );
  });
  return [...named, ...places.flatMap(({ text }) => (text === undefined ? [] : [text]))];
}
