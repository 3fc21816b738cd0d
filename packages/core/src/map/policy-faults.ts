/** Faults between the fields of a pack: ids that are there twice, names that lead nowhere, roles nobody answers for. */
import { z } from 'zod';
import { type FieldFault, type FieldPath, fieldName, repeated } from '../read/yaml-file.js';

// What can be read of a pack, whatever else may be wrong with it.
const named = z.object({ id: z.string(), ladder: z.string().nullish() }).catch({ id: '' });
const names = z.array(named).catch([]);
const words = z.array(z.string().catch('')).catch([]);
const holder = z
  .object({
    id: z.string().catch(''),
    audience: z.object({ roles: words }).catch({ roles: [] }),
    clauses: names,
  })
  .catch({ id: '', audience: { roles: [] }, clauses: [] });
const outline = z
  .object({
    id: z.string().catch(''),
    covers: words,
    agreements: z.array(holder).catch([]),
    ladders: names,
    routes: names,
  })
  .catch({ id: '', covers: [], agreements: [], ladders: [], routes: [] });
type Outline = z.infer<typeof outline>;

const idsIn = (list: readonly { id: string }[], ...above: FieldPath) =>
  list.map((entry, index) => ({ key: entry.id, path: [...above, index, 'id'] }));

const fault = (path: FieldPath, message: string): FieldFault => ({ path, message: `${fieldName(path)}: ${message}` });

export function packFaults(raw: unknown, expectedId: string): FieldFault[] {
  const pack = outline.parse(raw);
  const clauses = pack.agreements.flatMap((each, index) => idsIn(each.clauses, 'agreements', index, 'clauses'));
  return [
    ...(pack.id === '' || pack.id === expectedId ? [] : [fault(['id'], 'must be the name of the file')]),
    ...repeated(idsIn(pack.agreements, 'agreements')),
    ...repeated(clauses),
    ...repeated(idsIn(pack.ladders, 'ladders')),
    ...repeated(idsIn(pack.routes, 'routes')),
    ...lostLadders(pack),
    ...uncoveredRoles(pack),
  ];
}

const lostLadders = ({ routes, ladders }: Outline): FieldFault[] =>
  routes.flatMap(({ ladder }, index) =>
    ladder == null || ladders.some((one) => one.id === ladder)
      ? []
      : [fault(['routes', index, 'ladder'], 'is not one of the ladders')],
  );

function uncoveredRoles({ covers, agreements }: Outline): FieldFault[] {
  if (covers.length === 0) return [];
  return agreements.flatMap(({ audience }, agreement) =>
    audience.roles.flatMap((role, index) =>
      covers.includes(role)
        ? []
        : [fault(['agreements', agreement, 'audience', 'roles', index], 'is not among the roles that the pack covers')],
    ),
  );
}
