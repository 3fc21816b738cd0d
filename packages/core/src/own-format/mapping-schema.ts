/** The shape of a mapping file: a format's declaration, as a school writes it. */
import { z } from 'zod';
import { ACTIONS } from '../normalise/action-words.js';
import { KINDS } from '../normalise/kinds.js';

export const TO_DECIDE = 'CHECK';

const isKind = (text: string): text is keyof typeof KINDS => Object.hasOwn(KINDS, text);
const kinds = Object.keys(KINDS).filter(isKind);

const undecided = (input: unknown) =>
  input === TO_DECIDE ? `it is still ${TO_DECIDE}: write where it stands in the file, or take the line out` : undefined;

const place = z.int('write a whole number').positive('places are counted from 1').max(1_000);
const name = z.string().min(1, 'nothing stands there');
const names = z.array(name).min(1, 'write at least one name');
const texts = z.array(z.string().min(1));
const delimiter = z.enum([',', ';', '\t', '|', ' ']);

const source = z.strictObject(
  {
    at: place.optional(),
    aliases: names.optional(),
    always: name.optional(),
    with: z.array(z.union([place, names])).optional(),
    as: z.string().optional(),
  },
  { error: ({ input }) => undecided(input) },
);

const frame = z.discriminatedUnion(
  'by',
  [
    z.strictObject({
      by: z.literal('header'),
      delimiters: z.array(delimiter).min(1),
      mark: name.optional(),
      guarded: z.literal(true).optional(),
      others: z.strictObject({ name, unless: name }).optional(),
    }),
    z.strictObject({
      by: z.literal('columns'),
      delimiter,
      least: place,
      most: place,
      quotes: z.enum(['some', 'always', 'none']).optional(),
      others: z.array(z.strictObject({ at: place, values: texts })).optional(),
    }),
    z.strictObject({
      by: z.literal('spaces'),
      fieldCount: place,
      absorbing: place,
      odd: z.string().optional(),
      held: z.strictObject({ text: name, at: z.array(place).min(1) }).optional(),
    }),
    z.strictObject({
      by: z.literal('pairs'),
      between: z.enum([' ', ',', '\t', '|']),
      bare: z.enum(['word', 'words']).optional(),
    }),
    z.strictObject({ by: z.literal('cef') }),
    z.strictObject({ by: z.literal('json') }),
    z.strictObject({ by: z.literal('objects') }),
    z.strictObject({ by: z.literal('pattern'), pattern: name }),
    z.strictObject({ by: z.literal('logformat'), logformat: name }),
  ],
  { error: ({ input }) => undecided(input) },
);
export type OwnFrame = z.infer<typeof frame>;

const recognise = z.union([
  z.strictObject({ line: name }),
  z.strictObject({ header: z.array(z.string()), names: names.optional() }),
]);

export const mappingSchema = z.strictObject({
  kind: z.enum(kinds, { error: ({ input }) => undecided(input) ?? `must be one of: ${kinds.join(', ')}` }),
  title: name,
  product: name,
  frame,
  clock: z.enum(['utc', 'local']).default('local'),
  dateOrder: z.literal('month-first').optional(),
  syslogTime: z.boolean().optional(),
  recognise: recognise.optional(),
  generic: z.boolean().optional(),
  otherLogs: z.strictObject({ unless: texts, when: texts }).optional(),
  categories: name.optional(),
  actions: z.record(z.string(), z.enum(ACTIONS)).optional(),
  fields: z.record(z.string(), source),
});
export type Mapping = z.infer<typeof mappingSchema>;
export type MappedField = z.infer<typeof source>;
