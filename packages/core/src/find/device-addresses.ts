/** Which listed device an address stands for: in a log that names no device, its address has to. */
import type { Database } from '../store/database.js';

const DEVICE_ADDRESS = `CREATE OR REPLACE TEMP TABLE device_address AS SELECT address_id, any_value(device_id) AS device_id FROM (
    SELECT address_id, device_id FROM device_entry WHERE address_id IS NOT NULL
    QUALIFY rank() OVER (PARTITION BY address_id ORDER BY listed_on DESC, import_id DESC) = 1
  ) GROUP BY address_id HAVING count(DISTINCT device_id) = 1`;

/** Makes `device_address(address_id, device_id)`: addresses that the latest list of them gives to one device alone. */
export const makeDeviceAddresses = (database: Database): Promise<void> => database.run(DEVICE_ADDRESS);
