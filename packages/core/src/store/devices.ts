/** Staged rows of the device registry: which address is which device. Names and rooms are sealed. */
import { z } from 'zod';
import { parseAccount } from '../normalise/accounts.js';
import { TRANSFORMS } from '../normalise/transforms.js';
import { integer } from './database.js';
import { DIMENSIONS, intern } from './intern.js';
import { listDates } from './list-dates.js';
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
  user: z.string().nullable(),
  role: z.string().nullable(),
  year: z.string().nullable(),
  class: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  asOf: z.string().nullable(),
  checkedInOn: z.string().nullable(),
  kindWord: z.string().nullable(),
});
type DeviceRow = z.infer<typeof deviceRow>;

const COLUMNS = {
  import_id: 'INTEGER',
  line: 'BIGINT',
  device_id: 'INTEGER',
  device_kind: 'VARCHAR',
  address_id: 'INTEGER',
  shared: 'BOOLEAN',
  name_key: 'VARCHAR',
  role: 'VARCHAR',
  year_group: 'VARCHAR',
  class_key: 'VARCHAR',
  valid_from: 'DATE',
  valid_to: 'DATE',
  listed_on: 'DATE',
  year_on: 'DATE',
  checked_in_on: 'DATE',
};

const classKeyOf = ({ keyring }: Store, name: string) => keyring.keyOf('class', name.toLowerCase());

/** Whom a device is for: the account that it is assigned to, or a group. */
const assignment = (store: Store, row: DeviceRow) => ({
  name_key: row.user === null ? null : store.keyring.keyOf('account', parseAccount(row.user).name),
  role: row.role,
  year_group: row.year,
  class_key: row.class === null ? null : classKeyOf(store, row.class),
  valid_from: row.from,
  valid_to: row.to,
});

export async function loadDevices(store: Store, loading: Loading): Promise<SealedText[]> {
  const rows = await store.query(
    deviceRow,
    `SELECT s.${loading.line} AS line, * REPLACE ("from"::VARCHAR AS "from", "to"::VARCHAR AS "to", "asOf"::VARCHAR AS "asOf", "checkedInOn"::VARCHAR AS "checkedInOn"), ${TRANSFORMS['device-kind'].sql('s.type')} AS "kindWord" FROM staging AS s WHERE fault = 0`,
  );
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
  const dates = listDates(
    rows.map((row, index) => ({ ...row, who: keys[index] ?? '' })),
    loading.listedOn,
  );
  await store.insert(
    'device_place',
    COLUMNS,
    rows.map((row, index) => ({
      import_id: loading.importId,
      line: row.line,
      device_id: devices[index],
      device_kind: row.kindWord,
      address_id: row.sourceIp === null ? null : addresses[index],
      shared: row.shared,
      ...assignment(store, row),
      ...dates[index],
      checked_in_on: row.checkedInOn,
    })),
  );
  const named = rows.flatMap((row, index): SealedText[] => [
    ...Object.entries({ text: row.device, type: row.type, location: row.location }).flatMap(
      ([field, text]): SealedText[] => (text === null ? [] : [{ kind: 'device', key: keys[index] ?? '', field, text }]),
    ),
    ...(row.class === null
      ? []
      : [{ kind: 'class' as const, key: classKeyOf(store, row.class), field: 'name', text: row.class }]),
  ]);
  return [...named, ...places.flatMap(({ text }) => (text === undefined ? [] : [text]))];
}
