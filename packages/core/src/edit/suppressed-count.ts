/** How many figures of an edition are withheld, wherever they stand in it. */
import { z } from 'zod';

const withheld = z.object({ kind: z.literal('suppressed') });

export function suppressedCountOf(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0;
  if (withheld.safeParse(part).success) return 1;
  return Object.values(part).reduce<number>((sum, each) => sum + suppressedCountOf(each), 0);
}
