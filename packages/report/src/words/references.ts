/** References to rules, short: those of one agreement share its title ("KS2 rules, 5, 6 and 10"). */
import { joined } from './joined.js';

export function referenceWords(references: readonly string[]): string {
  const numbers = new Map<string, string[]>();
  for (const reference of references) {
    const comma = reference.lastIndexOf(', ');
    const [title, number] = comma === -1 ? [reference, ''] : [reference.slice(0, comma), reference.slice(comma + 2)];
    numbers.set(title, [...(numbers.get(title) ?? []), number]);
  }
  const byNumber = (one: string, other: string) => one.localeCompare(other, 'en', { numeric: true });
  return [...numbers].map(([title, list]) => `${title} ${joined(list.toSorted(byNumber))}`.trim()).join('; ') || 'none';
}
