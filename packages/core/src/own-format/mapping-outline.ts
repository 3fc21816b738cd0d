/** What can be read of a mapping, whatever else may be wrong with it: faults between fields are told beside faults in them. */
import { z } from 'zod';
import { type FieldFault, type FieldPath, fieldName } from '../read/yaml-file.js';

const text = z.string().catch('');
const number = z.number().nullable().catch(null);
const names = z.array(text).catch([]);
const field = z
  .object({
    at: number.default(null),
    aliases: names.default([]),
    always: text.default(''),
    with: z
      .array(z.union([z.number(), names]))
      .catch([])
      .default([]),
    as: text.default(''),
  })
  .nullable()
  .catch(null);
const NO_FRAME = {
  by: '',
  most: null,
  least: null,
  fieldCount: null,
  absorbing: null,
  odd: '',
  pattern: '',
  logformat: '',
};
export const mappingOutline = z
  .object({
    kind: text.default(''),
    frame: z
      .object({
        by: text.default(''),
        ...{ most: number.default(null), least: number.default(null), fieldCount: number.default(null) },
        ...{ absorbing: number.default(null), odd: text.default(''), pattern: text.default('') },
        logformat: text.default(''),
      })
      .catch(NO_FRAME)
      .default(NO_FRAME),
    recognise: z
      .object({ line: text.default(''), header: names.default([]) })
      .catch({ line: '', header: [] })
      .default({ line: '', header: [] }),
    categories: text.default(''),
    fields: z.record(z.string(), field).catch({}).default({}),
  })
  .catch({ kind: '', frame: NO_FRAME, recognise: { line: '', header: [] }, categories: '', fields: {} });
export type Outline = z.infer<typeof mappingOutline>;
export type Field = NonNullable<z.infer<typeof field>>;

export const fault = (path: FieldPath, message: string): FieldFault => ({
  path,
  message: `${fieldName(path)}: ${message}`,
});
